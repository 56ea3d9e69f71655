# One image for api, worker and sandbox.
FROM node:24-bookworm-slim
RUN apt-get update && apt-get install -y --no-install-recommends chromium-headless-shell fonts-liberation curl && rm -rf /var/lib/apt/lists/*
ENV CHROME_PATH=/usr/bin/chromium-headless-shell NODE_ENV=production
WORKDIR /kontor
COPY . .
RUN npx --yes pnpm@12.21.0 install --frozen-lockfile --prod=false && npx --yes pnpm@12.21.0 exec turbo run build
USER node

import { playwright } from '@vitest/browser-playwright';
import { defineConfig } from 'vitest/config';
import viteConfig from './vite.config.ts';

// CHROME_PATH: a Chrome of your own. On Linux x64 the one inside the npm package @sparticuz/chromium:
// no download from elsewhere and, with this variable, no apt (it then brings libnss3 and libnspr4 too).
process.env.AWS_LAMBDA_JS_RUNTIME ??= 'nodejs22.x';
const packaged = process.platform === 'linux' && process.arch === 'x64' && !process.env.CHROME_PATH;
const executablePath = packaged
  ? await (await import('@sparticuz/chromium')).default.executablePath()
  : process.env.CHROME_PATH;

export default defineConfig({
  test: {
    projects: [
      { test: { name: 'cockpit', include: ['src/**/*.test.ts'], exclude: ['src/**/*.browser.test.ts'] } },
      {
        ...viteConfig,
        test: {
          name: 'cockpit-browser',
          include: ['src/**/*.browser.test.ts'],
          browser: {
            enabled: true,
            headless: true,
            screenshotFailures: false,
            viewport: { width: 1280, height: 800 },
            provider: playwright({
              launchOptions: {
                ...(executablePath ? { executablePath } : { channel: 'chrome' }),
                // not chromium.args: it has --single-process (closing a page ends the browser) and --disable-web-security
                args: ['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage'],
              },
            }),
            instances: [{ browser: 'chromium' }],
          },
        },
      },
    ],
  },
});

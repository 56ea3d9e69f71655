import type { ServerResponse } from 'node:http';
import { gzipSync } from 'node:zlib';
import { httpServer, type SeenRequest, sendJson, type TestServer } from '../../kit/http-server.testing.ts';
import { openChannel } from '../open-channel.ts';
import getOrder from './fixtures/get-order.json' with { type: 'json' };
import getReports from './fixtures/get-reports.json' with { type: 'json' };
import searchOrders from './fixtures/search-orders.json' with { type: 'json' };

export const now = new Date('2026-11-24T11:00:00Z');

/** Answers of one Amazon operation; falling through (undefined) leaves the recorded answer. */
export type Answer = (request: SeenRequest, response: ServerResponse) => unknown;

const recorded: [RegExp, (server: TestServer) => Answer][] = [
  [
    /^\/auth\/o2\/token$/,
    () => (_, response) => sendJson(response, 200, { access_token: 'Atza|1', token_type: 'bearer', expires_in: 3600 }),
  ],
  [/^\/orders\/2026-01-01\/orders$/, () => (_, response) => sendJson(response, 200, searchOrders)],
  [/^\/orders\/2026-01-01\/orders\/./, () => (_, response) => sendJson(response, 200, getOrder)],
  [/shipmentConfirmation$/, () => (_, response) => response.writeHead(204).end()],
  [/^\/reports\/2021-06-30\/reports$/, () => (_, response) => sendJson(response, 200, getReports)],
  [
    /^\/reports\/2021-06-30\/documents\/./,
    (server) => (_, response) =>
      sendJson(response, 200, {
        reportDocumentId: 'amzn1.spdoc.1.2',
        url: `${server.url}/files/token`,
        compressionAlgorithm: 'GZIP',
      }),
  ],
  [/^\/files\/token$/, () => (_, response) => response.end(gzipSync('settlement-id\ttotal-amount'))],
];

/** How the account of these tests is reached. */
export const connectionTo = (url: string) => ({
  endpoint: url,
  tokenUrl: `${url}/auth/o2/token`,
  clientId: 'client',
  clientSecret: 'secret',
  refreshToken: 'Atzr|refresh',
  sellerId: 'A1SELLER',
  marketplaceIds: ['A1PA6795UKMFR9', 'A1805IZSGTT6HS'],
});

/** Amazon on loopback with the recorded answers; `answers` override them by a part of the path, a list one after the other. */
export async function amazonServer(answers: Record<string, Answer | Answer[]> = {}) {
  const server = await httpServer((request, response) => {
    const [part, own] = Object.entries(answers).find(([part]) => request.path.includes(part)) ?? [];
    const turn = server.requests.filter(({ path }) => part && path.includes(part)).length - 1;
    const answer = Array.isArray(own) ? own[Math.min(turn, own.length - 1)] : own;
    answer?.(request, response);
    if (!response.writableEnded && !response.destroyed)
      recorded.find(([path]) => path.test(request.path))![1](server)(request, response);
  });
  let passed = 0;
  const channel = openChannel({
    kind: 'amazon',
    connection: connectionTo(server.url),
    now: () => new Date(now.getTime() + passed * 60_000),
    sleep: async () => {},
  });
  const asked = (part: string): SeenRequest[] => server.requests.filter(({ path }) => path.includes(part));
  const pass = (minutes: number): void => void (passed += minutes);
  return { url: server.url, channel, asked, pass, [Symbol.asyncDispose]: () => server[Symbol.asyncDispose]() };
}

/** Amazon's error body. */
export const refuse =
  (status: number, code: string, details = ''): Answer =>
  (_, response) =>
    sendJson(response, status, { errors: [{ code, message: code, details }] });

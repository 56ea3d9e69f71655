import { expect, test } from 'vitest';
import { httpClient } from '../../kit/http-client.ts';
import { noLog } from '../../kit/log.ts';
import { memoryLimits } from '../../kit/memory-limits.ts';
import { amazonApi } from './amazon-api.ts';
import { type Answer, amazonServer, connectionTo, now } from './amazon-server.testing.ts';

test('a question that meets an error waits a random part of a growing pause before it is asked again', async () => {
  const down: Answer = (_, response) => response.writeHead(503).end('<html>down</html>');
  await using amazon = await amazonServer({ '/orders/2026-01-01/orders/': down });
  const waited: number[] = [];
  const chances = [0.25, 0.5];
  const api = amazonApi({
    connection: connectionTo(amazon.url),
    http: httpClient({ log: noLog }),
    limits: memoryLimits(() => now),
    now: () => now,
    sleep: async (ms) => void waited.push(ms),
    random: () => chances[waited.length]!,
  });
  const asked = api.call('getOrder', { path: '/orders/2026-01-01/orders/304-0000000-0000001' });
  await expect(asked).rejects.toMatchObject({ retryable: true });
  expect(waited).toEqual([125, 1_000]);
  expect(amazon.asked('/orders')).toHaveLength(3);
});

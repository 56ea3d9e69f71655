import { createClient, type Client } from 'graphql-ws';

export interface SocketEvents {
  connecting(): void;
  connected(): void;
  closed(code: number | undefined): void;
}

const PING_MS = 10_000;
const PONG_WITHIN_MS = 5_000;

/** The one WebSocket of this tab; it never retries by itself, the resume loops do. */
export function openSocket(url: string, events: SocketEvents): Client {
  let noAnswer: ReturnType<typeof setTimeout> | undefined;
  const client = createClient({
    url,
    retryAttempts: 0,
    lazy: true,
    lazyCloseTimeout: 2_000,
    keepAlive: PING_MS,
    connectionAckWaitTimeout: 10_000,
    on: {
      connecting: () => events.connecting(),
      connected: () => events.connected(),
      closed: (event) => {
        clearTimeout(noAnswer);
        events.closed((event as CloseEvent | undefined)?.code);
      },
      ping: (received) => {
        if (!received) noAnswer = setTimeout(() => client.terminate(), PONG_WITHIN_MS);
      },
      pong: (received) => {
        if (received) clearTimeout(noAnswer);
      },
    },
  });
  return client;
}

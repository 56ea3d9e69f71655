import { ConnectorError } from '@kontor/domain/kernel/connector-error';

/** Lends out one connection: work runs one after the other on it, and it is closed when nobody needs it for a while. */
export interface Session<Line> {
  run<T>(work: (line: Line) => Promise<T>): Promise<T>;
}

/** An open connection. */
export interface OpenLine<Line> {
  line: Line;
  close(): void;
}

/** `connect` tells by `onLost` that its connection has ended by itself; a work may take `runMs`. */
export function lendConnection<Line>(
  connect: (onLost: () => void) => Promise<OpenLine<Line>>,
  o: { idleMs?: number; runMs?: number } = {},
): Session<Line> {
  const { idleMs = 5000, runMs = 60_000 } = o;
  let open: OpenLine<Line> | undefined;
  let idle: NodeJS.Timeout | undefined;
  let tail: Promise<unknown> = Promise.resolve();

  function close(): void {
    const closing = open;
    open = undefined;
    closing?.close();
  }

  async function connected(): Promise<Line> {
    if (open) return open.line;
    let isLost = false;
    let fresh: OpenLine<Line> | undefined;
    const lost = (): void => {
      isLost = true;
      if (open === fresh) open = undefined;
    };
    fresh = await connect(lost);
    if (!isLost) open = fresh;
    return fresh.line;
  }

  async function runNow<T>(work: (line: Line) => Promise<T>): Promise<T> {
    clearTimeout(idle);
    try {
      return await within(runMs, connected().then(work));
    } catch (error) {
      // a connection that failed once is not trusted with the next work
      if (!(error instanceof ConnectorError) || error.retryable) close();
      throw error;
    } finally {
      idle = setTimeout(close, idleMs).unref();
    }
  }

  return {
    run(work) {
      const result = tail.then(() => runNow(work));
      tail = result.catch(() => {});
      return result;
    },
  };
}

/** A server that keeps the connection but answers no more must not block the queue for ever. */
async function within<T>(ms: number, work: Promise<T>): Promise<T> {
  const { promise: late, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => {
    reject(new ConnectorError('no answer in time', { retryable: true, arrived: 'unknown' }));
  }, ms);
  return Promise.race([work, late]).finally(() => clearTimeout(timer));
}

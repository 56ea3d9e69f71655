import { request as requestHttp, type IncomingMessage, type RequestOptions } from 'node:http';
import { request as requestHttps } from 'node:https';
import { buffer } from 'node:stream/consumers';
import { networkTarget } from './network-target.ts';

/** A `fetch` that looks the host up once, refuses private networks unless allowed, and verifies TLS; `ca` is one more trusted authority (PEM). */
export function pinnedFetch(o: { allowPrivate: boolean; ca?: string | undefined }): typeof fetch {
  return async (input, init = {}) => {
    const url = new URL(input as URL | string);
    const address = await networkTarget(url.hostname, o);
    const answer = await exchange(
      url,
      init,
      (_host, options, done) => {
        const family = address.includes(':') ? 6 : 4;
        if ((options as { all?: boolean }).all)
          (done as unknown as (e: null, all: object[]) => void)(null, [{ address, family }]);
        else done(null, address, family);
      },
      o.ca,
    );
    const headers = Object.entries(answer.headers).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, String(value)] as [string, string]],
    );
    const bytes = await buffer(answer);
    const hasBody = ![204, 205, 304].includes(answer.statusCode!);
    return new Response(hasBody ? new Uint8Array(bytes) : null, { status: answer.statusCode!, headers });
  };
}

function exchange(
  url: URL,
  init: RequestInit,
  lookup: NonNullable<RequestOptions['lookup']>,
  ca?: string,
): Promise<IncomingMessage> {
  const send = url.protocol === 'https:' ? requestHttps : requestHttp;
  return new Promise((resolve, reject) => {
    const { method = 'GET', headers, body, signal } = init;
    const options = {
      method,
      headers: Object.fromEntries(new Headers(headers)),
      lookup,
      ...(ca ? { ca } : {}),
      ...(signal ? { signal } : {}),
    };
    const call = send(url, options, resolve);
    call.on('error', (error) => reject(signal?.aborted ? (signal.reason as Error) : error));
    call.end(body as Uint8Array | string | undefined);
  });
}

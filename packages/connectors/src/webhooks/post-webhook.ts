import { lookup as resolve, type LookupAddress } from 'node:dns';
import http from 'node:http';
import https from 'node:https';
import type { LookupFunction } from 'node:net';
import type { Answer } from '@kontor/domain/webhooks/deliver';
import { isPrivateAddress } from '../kit/private-address.ts';

export interface Post {
  url: string;
  headers: Record<string, string>;
  body: string;
}

/**
 * Posts a message and says what came back; never throws. Redirects are not followed. Targets in private networks are refused unless
 * `allowPrivate`: the name is resolved once, and the very address that was looked at is the one that is called.
 */
export function postWebhook(
  { url, headers, body }: Post,
  o: { allowPrivate: boolean; timeoutMs?: number },
): Promise<Answer> {
  const target = new URL(url);
  if (!o.allowPrivate && isPrivateAddress(target.hostname))
    return Promise.resolve(failed('target is in a private network'));
  const { request } = target.protocol === 'https:' ? https : http;
  const signal = AbortSignal.timeout(o.timeoutMs ?? 15_000);
  return new Promise((done) => {
    const call = request(
      target,
      {
        method: 'POST',
        signal,
        agent: false,
        ...(o.allowPrivate ? {} : { lookup: publicOnly }),
        headers: {
          ...headers,
          'content-type': 'application/json',
          'content-length': Buffer.byteLength(body),
          'user-agent': 'Kontor-Webhooks',
        },
      },
      (response) => {
        const status = response.statusCode ?? 0;
        // What they say is nothing to us; it may be endless.
        response.destroy();
        done({ status, problem: status >= 200 && status < 300 ? null : `answered ${status}`, isGone: status === 410 });
      },
    );
    call.on('error', (error: NodeJS.ErrnoException) =>
      done(failed(signal.aborted ? 'no answer in time' : (error.code ?? error.message))),
    );
    call.end(body);
  });
}

const failed = (problem: string): Answer => ({ status: null, problem: problem.slice(0, 200), isGone: false });

/** Looks a name up and refuses it when any of its addresses is private. */
const publicOnly: LookupFunction = (hostname, options, callback) => {
  resolve(hostname, { ...options, all: true }, (error, addresses: LookupAddress[]) => {
    if (error) return callback(error, '', 4);
    if (addresses.some(({ address }) => isPrivateAddress(address)))
      return callback(new Error('target is in a private network'), '', 4);
    if (options.all) return callback(null, addresses);
    callback(null, addresses[0]!.address, addresses[0]!.family);
  });
};

import { z } from 'zod';
import type { CarrierTransport } from '@kontor/domain/carriers/carrier-transport.port';
import { ConnectorError } from '@kontor/domain/kernel/connector-error';
import { type HttpClient, jsonOf } from '../../kit/http-client.ts';

const acceptance = z.object({ id: z.string() });
const readBack = z.object({ shipments: z.array(z.object({ shipment: z.string() })) });

/** Posts shipments to a partner's API with the shipment number as idempotency key, and asks it which it has. */
export function httpTransport(o: { url: string; apiKey: string }, http: HttpClient): CarrierTransport {
  const authorization = `Bearer ${o.apiKey}`;
  return {
    async send({ key, file }) {
      const answer = await http({
        method: 'POST',
        url: new URL(o.url),
        headers: { authorization, 'idempotency-key': key, 'content-type': file.mediaType, accept: 'application/json' },
        body: new Uint8Array(file.bytes),
      });
      const read = acceptance.safeParse(jsonOf(answer));
      return { receipt: read.success ? read.data.id : String(answer.status) };
    },
    async verify({ key }) {
      const url = new URL(o.url);
      url.searchParams.set('shipment', key);
      try {
        const read = readBack.safeParse(
          jsonOf(await http({ url, headers: { authorization, accept: 'application/json' } })),
        );
        if (!read.success) return 'unknown';
        return read.data.shipments.some(({ shipment }) => shipment === key) ? 'arrived' : 'absent';
      } catch (error) {
        if (error instanceof ConnectorError) return 'unknown';
        throw error;
      }
    },
  };
}

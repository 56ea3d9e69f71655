import { z } from 'zod';
import type { HttpConnection } from '@kontor/domain/carriers/carrier-connection';
import type { CarrierTransport } from '@kontor/domain/carriers/carrier-transport.port';
import { ConnectorError } from '@kontor/domain/kernel/connector-error';
import { type HttpClient, jsonOf } from '../../kit/http-client.ts';

const acceptance = z.object({ id: z.string() });
const found = z.object({ shipments: z.array(z.object({ shipment: z.string() })) });

/** Posts files to a partner's API with the key of the hand-over as idempotency key, and asks it which it has. */
export function httpTransport(connection: HttpConnection, http: HttpClient): CarrierTransport {
  const access = accessHeaders(connection);
  const ask = async (key: string) => {
    const url = new URL(connection.url);
    url.searchParams.set('shipment', key);
    return jsonOf(await http({ url, headers: { ...access, accept: 'application/json' } }));
  };
  return {
    async send({ key, file }) {
      const answer = await http({
        method: 'POST',
        url: new URL(connection.url),
        headers: { ...access, 'idempotency-key': key, 'content-type': file.mediaType, accept: 'application/json' },
        body: new Uint8Array(file.bytes),
      });
      const read = acceptance.safeParse(jsonOf(answer));
      return { receipt: read.success ? read.data.id : String(answer.status) };
    },
    async verify({ key }) {
      if (!connection.readBack) return 'unknown';
      try {
        const read = found.safeParse(await ask(key));
        if (!read.success) return 'unknown';
        return read.data.shipments.some(({ shipment }) => shipment === key) ? 'arrived' : 'absent';
      } catch (error) {
        if (error instanceof ConnectorError) return 'unknown';
        throw error;
      }
    },
    probe: async () => void (await ask('probe')),
  };
}

function accessHeaders({ apiKey, apiKeyHeader, username, password }: HttpConnection): Record<string, string> {
  if (username) return { authorization: `Basic ${Buffer.from(`${username}:${password ?? ''}`).toString('base64')}` };
  if (!apiKey) return {};
  return apiKeyHeader ? { [apiKeyHeader.toLowerCase()]: apiKey } : { authorization: `Bearer ${apiKey}` };
}

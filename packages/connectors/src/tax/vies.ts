import { ConnectorError } from '@kontor/domain/kernel/connector-error';
import type { VatRegister } from '@kontor/domain/vat/vat-register.port';
import { z } from 'zod';

const answer = z.object({ valid: z.boolean(), requestIdentifier: z.string().nullish() });
const patienceMs = 20_000;

/**
 * The Union's register of VAT ids over its REST API (POST /check-vat-number). A member state that is away answers with
 * `errorWrappers`; that, and anything unreadable, is a ConnectorError that is worth another try.
 */
export const viesRegister = (url: string): VatRegister => ({
  async check(vatId, asker) {
    const response = await fetch(`${url.replace(/\/$/, '')}/check-vat-number`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'application/json' },
      body: JSON.stringify({ ...partsOf(vatId), ...(asker ? requester(asker) : {}) }),
      signal: AbortSignal.timeout(patienceMs),
    }).catch((cause: unknown) => {
      throw new ConnectorError('VIES does not answer', { retryable: true, cause });
    });
    const body: unknown = await response.json().catch(() => null);
    const parsed = answer.safeParse(body);
    if (!response.ok || !parsed.success)
      throw new ConnectorError(`VIES: ${problemOf(body, response)}`, { retryable: true });
    return { valid: parsed.data.valid, consultation: parsed.data.requestIdentifier || null };
  },
});

const partsOf = (vatId: string) => ({ countryCode: vatId.slice(0, 2), vatNumber: vatId.slice(2) });

const requester = (asker: string) => ({
  requesterMemberStateCode: asker.slice(0, 2),
  requesterNumber: asker.slice(2),
});

function problemOf(body: unknown, response: Response): string {
  const errors = z.object({ errorWrappers: z.array(z.object({ error: z.string() })) }).safeParse(body);
  return errors.success ? errors.data.errorWrappers.map(({ error }) => error).join(', ') : `status ${response.status}`;
}

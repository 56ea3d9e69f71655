import { loadCompany, taxOf } from '@kontor/domain/company/seller';
import { type Asked, dueVatIds, takeVatAnswers } from '@kontor/domain/invoices/check-vat-ids';
import { checkVatIds } from '@kontor/domain/invoices/invoices.jobs';
import { ConnectorError } from '@kontor/domain/kernel/connector-error';
import type { VatRegister } from '@kontor/domain/vat/vat-register.port';
import { runs } from '../handle.ts';

/** Asks VIES for the VAT ids that invoices wait for, one after the other: the service is shared by all of the Union. */
export const checkVatIdsJob = runs(checkVatIds, 1, async (work) => {
  const ctx = work.newContext();
  const due = await dueVatIds(ctx);
  if (!due.length) return;
  const company = await loadCompany(ctx);
  const { viesUrl } = taxOf(company);
  if (!viesUrl) return;
  const register = work.connections.vatRegister(viesUrl);
  for (const vatId of due) await takeVatAnswers(work.newContext(), [await ask(register, vatId, company.vatId ?? null)]);
});

async function ask(register: VatRegister, vatId: string, asker: string | null): Promise<Asked> {
  try {
    return { vatId, answer: await register.check(vatId, asker) };
  } catch (error) {
    if (!(error instanceof ConnectorError)) throw error;
    return { vatId, error: error.message };
  }
}

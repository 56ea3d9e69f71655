import { sqlArray } from '@kontor/domain/kernel/batch';
import { exportFormats } from '@kontor/domain/accounting/export.entity';
import type { EntityManager } from '@mikro-orm/postgresql';

/** The formats in which each of these invoices went to accounting, in the sequence of the ids. */
export async function exportedFormats(em: EntityManager, invoiceIds: readonly string[]): Promise<string[][]> {
  const rows = (await em.execute(
    `select b.invoice_id as id, x.format from ledger_booking b join ledger_entry e on e.booking_id = b.id
       join exported_entry x on x.seq = e.seq and x.format = any(?::text[])
      where b.invoice_id = any(?::uuid[]) and b.kind = 'invoice' group by 1, 2 order by 2`,
    [sqlArray([...exportFormats]), sqlArray([...invoiceIds])],
  )) as { id: string; format: string }[];
  const formats = Map.groupBy(rows, ({ id }) => id);
  return invoiceIds.map((id) => formats.get(id)?.map(({ format }) => format) ?? []);
}

import type { EntityManager } from '@mikro-orm/postgresql';
import type { MoneyType } from '../scalars.ts';

/** What is open in all, per currency: invoices less credit notes; minor units. */
export const openTotals = (em: EntityManager): Promise<MoneyType[]> =>
  em.execute(
    `select sum(cents)::int as amount, currency from (
       select gross_cents - paid_cents as cents, currency from invoice where state = 'open'
       union all select paid_cents - gross_cents, currency from credit_note where state = 'open') open
      group by currency order by currency`,
  ) as Promise<MoneyType[]>;

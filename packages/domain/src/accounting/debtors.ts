import type { EntityManager } from '@mikro-orm/postgresql';
import type { KnownSettings } from '../ledger/accounting-settings.ts';
import { Customer, CustomerAddress } from '../customers/customer.entity.ts';
import { numberOf } from './account-plans.ts';
import type { ExtfDebtor } from './datev/write-extf.ts';
import type { ExportEntry } from './exported-entries.ts';

/** Those who owe in these entries: the channels' collective debtors, or each customer with the newest address. */
export async function debtorsOf(
  em: EntityManager,
  entries: ExportEntry[],
  settings: KnownSettings,
): Promise<ExtfDebtor[]> {
  const owing = entries.filter(({ debit, credit }) => debit === 'receivable' || credit === 'receivable');
  const byNumber = new Map(owing.map((entry) => [numberOf('receivable', null, entry, settings), entry]));
  const people =
    settings.debtors === 'single' ? await customers(em, owing) : new Map<string, Omit<ExtfDebtor, 'account'>>();
  return [...byNumber]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([account, entry]) => ({ account, ...(people.get(entry.customerNumber ?? '') ?? channelOf(entry)) }));
}

const channelOf = ({ channelName }: ExportEntry): Omit<ExtfDebtor, 'account'> => ({
  name: channelName ?? 'Kunden',
  isCompany: true,
  street: '',
  postcode: '',
  city: '',
  country: '',
  vatId: null,
  customerNumber: '',
});

async function customers(em: EntityManager, owing: ExportEntry[]): Promise<Map<string, Omit<ExtfDebtor, 'account'>>> {
  const numbers = [...new Set(owing.flatMap(({ customerNumber }) => customerNumber ?? []))];
  const found = await em.find(Customer, { number: { $in: numbers } });
  const addresses = await em.find(
    CustomerAddress,
    { customerId: { $in: found.map(({ id }) => id) } },
    { orderBy: { id: 'asc' } },
  );
  const newest = new Map(addresses.map((of) => [of.customerId, of.address]));
  return new Map(
    found.map(({ id, number, name, company, vatId }) => {
      const at = newest.get(id);
      const person = {
        name: company ?? at?.company ?? name,
        isCompany: !!(company ?? at?.company),
        street: at?.street ?? '',
        postcode: at?.postcode ?? '',
        city: at?.city ?? '',
        country: at?.country ?? '',
        vatId: vatId ?? null,
        customerNumber: number,
      };
      return [number, person];
    }),
  );
}

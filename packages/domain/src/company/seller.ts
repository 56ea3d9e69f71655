import type { Seller } from '../documents/document-data.ts';
import type { Transaction } from '../kernel/transact.ts';
import { Company } from './company.entity.ts';

/** The company as documents print it. */
export const sellerOf = (company: Company): Seller => ({
  name: company.name,
  street: company.street,
  postcode: company.postcode,
  city: company.city,
  country: company.country,
  vatId: company.vatId ?? null,
  taxNumber: company.taxNumber ?? null,
  email: company.email,
  phone: company.phone ?? null,
  iban: company.iban ?? null,
  register: company.register ?? null,
  managingDirector: company.managingDirector ?? null,
  timeZone: company.timeZone,
});

/** The one company of this installation; throws when the setup was never applied. */
export const loadCompany = (tx: Pick<Transaction, 'em'>): Promise<Company> => tx.em.findOneOrFail(Company, 1);

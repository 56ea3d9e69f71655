import type { Seller } from '../documents/document-data.ts';
import type { VatSeller } from '../vat/decide-vat.ts';
import type { Transaction } from '../kernel/transact.ts';
import { Company, type CompanyTax, defaultTax } from './company.entity.ts';

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

/** How the company is taxed; what it leaves open is the default. */
export const taxOf = ({ tax }: Pick<Company, 'tax'>): CompanyTax => ({ ...defaultTax, ...tax });

/** The company as VAT looks at it. */
export const vatSellerOf = (company: Company): VatSeller => ({
  country: company.country,
  vatId: company.vatId ?? null,
  ...taxOf(company),
});

/** The one company of this installation; throws when the setup was never applied. */
export const loadCompany = (tx: Pick<Transaction, 'em'>, populate: 'logo'[] = []): Promise<Company> =>
  tx.em.findOneOrFail(Company, 1, { populate }) as Promise<Company>;

import { defineEntity, p } from '@mikro-orm/postgresql';
import type { HolidayRegion } from '../kernel/working-calendar.ts';
import type { VatSeller } from '../vat/decide-vat.ts';

/** What VAT has to know of the company beyond its address and number. */
export interface CompanyTax extends Pick<VatSeller, 'smallBusiness' | 'distanceSales' | 'registrations'> {
  /** Where VAT ids are checked; null: nowhere, a person decides. */
  viesUrl: string | null;
}

/** Regular taxation, one-stop shop, no stock abroad. */
export const defaultTax: CompanyTax = {
  smallBusiness: false,
  distanceSales: 'oss',
  registrations: {},
  viesUrl: null,
};

const schema = defineEntity({
  name: 'Company',
  tableName: 'company',
  properties: {
    /** Always 1: one installation serves one company. */
    id: p.integer().primary().autoincrement(false),
    name: p.text(),
    street: p.text(),
    postcode: p.text(),
    city: p.text(),
    country: p.text(),
    vatId: p.text().nullable(),
    taxNumber: p.text().nullable(),
    email: p.text(),
    phone: p.text().nullable(),
    iban: p.text().nullable(),
    register: p.text().nullable(),
    managingDirector: p.text().nullable(),
    timeZone: p.text(),
    /** Null: the default. */
    tax: p.json<CompanyTax>().nullable(),
    /** Printed on documents: a data: URI. */
    logo: p.text().nullable().lazy(),
    mailHost: p.text(),
    mailPort: p.integer(),
    mailFrom: p.text(),
    /** Envelope copy of each mail: the proof that it left. */
    mailJournal: p.text().nullable(),
    /** When somebody is there, by ISO weekday 1–7: ['08:00', '17:00']; null: Monday to Friday from 8 to 5. */
    officeHours: p.json<Record<string, [string, string]>>().nullable(),
    /** Whose holidays close the office; null: nobody's. */
    holidayRegion: p.text().$type<HolidayRegion>().nullable().default('BUND'),
    /** ISO dates on which nobody is there, besides the holidays. */
    closedDays: p.json<string[]>().nullable(),
  },
});

/** The merchant whose orders these are. */
export class Company extends schema.class {}
schema.setClass(Company);

import { defineEntity, p } from '@mikro-orm/postgresql';

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
    mailHost: p.text(),
    mailPort: p.integer(),
    mailFrom: p.text(),
    /** Envelope copy of each mail: the proof that it left. */
    mailJournal: p.text().nullable(),
  },
});

/** The merchant whose orders these are. */
export class Company extends schema.class {}
schema.setClass(Company);

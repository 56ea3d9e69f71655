import { defineEntity, p } from '@mikro-orm/postgresql';

const schema = defineEntity({
  name: 'VatIdCheck',
  tableName: 'vat_id_check',
  properties: {
    vatId: p.text().primary(),
    state: p.text().$type<'unchecked' | 'valid' | 'invalid'>(),
    /** VIES' number of the consultation: the proof for the tax office. */
    consultation: p.text().nullable(),
    checkedAt: p.datetime().nullable(),
    tries: p.integer().default(0),
    /** When VIES is asked again; null: answered. */
    askAgainAt: p.datetime().nullable(),
    lastError: p.text().nullable(),
    askedSince: p.datetime(),
  },
});

/** What VIES said of a VAT identification number, newest answer. */
export class VatIdCheck extends schema.class {}
schema.setClass(VatIdCheck);

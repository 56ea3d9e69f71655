import { chainHash } from '@kontor/domain/invoices/chain-documents';
import { Migration } from '@mikro-orm/migrations';

/** Credit notes, reasons of VAT, chained and immutable documents; what an older installation has issued is chained as it is. */
const tables = [
  `alter table company add tax jsonb, add logo text`,
  `alter table carrier add country text`,
  `alter table product add vat_class text not null default 'standard', add vat_abroad jsonb`,
  `update product set vat_class = case vat_permille when 0 then 'zero' when 70 then 'reduced' else 'standard' end`,
  `alter table product drop vat_permille`,
  `update channel set policy = policy || jsonb_build_object('taxedByMarketplace',
     case when kind = 'amazon' then '["GB","CH"]'::jsonb else '[]'::jsonb end, 'marketplaceShipsFrom', null)`,
  `create table vat_id_check (vat_id text not null, state text not null, consultation text null, checked_at timestamptz null, tries int not null default 0, ask_again_at timestamptz null, last_error text null, asked_since timestamptz not null, primary key (vat_id))`,
  `create index vat_id_check_due on vat_id_check (ask_again_at) where ask_again_at is not null`,
  `alter table number_range add hash text`,
  `alter table invoice add vat_case text, add credited_cents int not null default 0, add prev_hash text, add hash text`,
  `create table credit_note (id uuid not null, number text not null, kind text not null, reason text not null, order_id uuid not null, invoice_id uuid not null, invoice_number text not null, reference text null, issued_at timestamptz not null, issued_on text not null, currency text not null, net_cents int not null, vat_cents int not null, gross_cents int not null, paid_cents int not null default 0, state text not null, data jsonb not null, prev_hash text null, hash text not null, primary key (id))`,
  `alter table credit_note add constraint credit_note_number_unique unique (number)`,
  `alter table credit_note add constraint credit_note_reference_unique unique (reference)`,
  `create index credit_note_invoice on credit_note (invoice_id)`,
  `create index credit_note_order on credit_note (order_id)`,
  `create index credit_note_newest on credit_note (issued_at desc, id desc)`,
  `create index invoice_newest on invoice (issued_at desc, id desc)`,
];

const issued = `id, number, order_id, issued_at, issued_on, currency, net_cents, vat_cents, gross_cents, data, prev_hash, hash`;

/** What was issued stays as it was issued: only payments and credits may be noted on it. */
const rules = [
  `alter table invoice alter column hash set not null`,
  `alter table invoice add constraint invoice_credited_check check (credited_cents between 0 and greatest(gross_cents, 0))`,
  `drop trigger invoice_issued on invoice`,
  `create trigger invoice_issued before update of ${issued}, shipment_id, vat_case or delete on invoice for each row execute function refuse_change()`,
  `create trigger credit_note_issued before update of ${issued}, kind, reason, invoice_id, invoice_number, reference or delete on credit_note for each row execute function refuse_change()`,
  `create trigger invoice_kept before truncate on invoice execute function refuse_change()`,
  `create trigger credit_note_kept before truncate on credit_note execute function refuse_change()`,
  `alter table credit_note add foreign key (order_id) references sales_order (id) deferrable initially deferred`,
  `alter table credit_note add foreign key (invoice_id) references invoice (id) deferrable initially deferred`,
];

export class InvoicesInFull extends Migration {
  override async up(): Promise<void> {
    for (const statement of tables) await this.execute(statement);
    await this.#chainWhatWasIssued();
    for (const statement of rules) await this.execute(statement);
  }

  async #chainWhatWasIssued(): Promise<void> {
    const invoices = (await this.execute(
      'select id, substring(number from 4 for 4) as year, data from invoice order by length(number), number',
    )) as { id: string; year: string; data: object }[];
    const heads = new Map<string, string>();
    for (const { id, year, data } of invoices) {
      const previous = heads.get(year) ?? null;
      const hash = chainHash(previous, data);
      heads.set(year, hash);
      await this.execute('update invoice set prev_hash = ?, hash = ? where id = ?', [previous, hash, id]);
    }
    for (const [year, hash] of heads)
      await this.execute('update number_range set hash = ? where name = ?', [hash, `invoice-${year}`]);
  }
}

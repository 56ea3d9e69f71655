import { Migration } from '@mikro-orm/migrations';

/** A payment clears an invoice or, when money goes back, a credit note. */
const statements = [
  `alter table payment alter invoice_id drop not null, add credit_note_id uuid null`,
  `alter table payment add foreign key (credit_note_id) references credit_note (id) deferrable initially deferred`,
  `alter table payment add constraint payment_document check (num_nonnulls(invoice_id, credit_note_id) = 1)`,
  `create index payment_credit_note on payment (credit_note_id) where credit_note_id is not null`,
  `create index credit_note_open on credit_note (order_id) where state = 'open'`,
];

export class RefundsClearCreditNotes extends Migration {
  override up(): void {
    for (const statement of statements) this.addSql(statement);
  }
}

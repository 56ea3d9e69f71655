import { Migration } from '@mikro-orm/migrations';

/** A credit note is booked once, as an invoice is. */
export class CreditNotesInLedger extends Migration {
  override up(): void {
    this.addSql(
      `create unique index ledger_booking_credit_note on ledger_booking (invoice_id) where kind = 'credit_note'`,
    );
  }
}

import { Migration } from '@mikro-orm/migrations';

/** How the buyer of an order pays; so far all paid the marketplace. */
export class PaymentMethod extends Migration {
  override up(): void {
    this.addSql(`alter table sales_order add column payment_method text not null default 'marketplace'`);
  }
}

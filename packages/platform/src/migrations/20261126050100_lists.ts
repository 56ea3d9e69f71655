import { Migration } from '@mikro-orm/migrations';

/** Shipments and customers are found in lists, newest first, and by parts of what they are called. */
export class Lists extends Migration {
  override up(): void {
    this.addSql(`create index shipment_created_at on shipment (created_at desc, id desc)`);
    this.addSql(`create index customer_created_at on customer (created_at desc, id desc)`);
    this.addSql(
      `create index customer_words on customer using gin (name gin_trgm_ops, company gin_trgm_ops, email gin_trgm_ops, number gin_trgm_ops)`,
    );
    this.addSql(`create index shipment_words on shipment using gin (number gin_trgm_ops)`);
  }
}

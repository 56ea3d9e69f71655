import { Migration } from '@mikro-orm/migrations';

/** What the own warehouse scans and where it finds it; its problems. */
const statements = [
  `alter table product add gtin text, add bin text`,
  `alter table shipment add problem text`,
  `drop index shipment_packing`,
  `create index shipment_packing on shipment (confirm_by, id) where state = 'packing'`,
];

export class Warehouse extends Migration {
  override up(): void {
    for (const statement of statements) this.addSql(statement);
  }
}

import { Migration } from '@mikro-orm/migrations';

/** A shipment knows its delivery note; what was planned before goes with its order's. */
export class NotesOfParts extends Migration {
  override up(): void {
    this.addSql(`alter table shipment add column delivery_note_number text null`);
    this.addSql(
      `update shipment s set delivery_note_number = o.delivery_note_number from sales_order o where o.id = s.order_id`,
    );
  }
}

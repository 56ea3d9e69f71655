import { Migration } from '@mikro-orm/migrations';

/** What is under way is counted every few seconds while somebody looks: without reading what is done. */
export class UnderWay extends Migration {
  override up(): void {
    this.addSql(
      `create index effect_under_way on effect (kind, state, created_at) where state in ('pending', 'sending', 'failed', 'in_doubt')`,
    );
    this.addSql(
      `create index shipment_under_way on shipment (carrier_id, overdue, confirm_by) where state in ('planned', 'packing', 'transmitted')`,
    );
  }
}

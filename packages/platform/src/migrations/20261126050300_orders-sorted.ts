import { Migration } from '@mikro-orm/migrations';

const running = `where station not in ('paid', 'closed', 'cancelled')`;

/** The head of the running orders by deadline or amount is read from an index; whoever sorts sees only its beginning. */
export class OrdersSorted extends Migration {
  override up(): void {
    this.addSql(
      `create index sales_order_running_ship_by on sales_order (ship_by asc nulls last, id desc) include (station, channel_id, carrier_id, overdue, ticket_id) ${running}`,
    );
    this.addSql(
      `create index sales_order_running_amount on sales_order (total_cents desc, id desc) include (station, channel_id, carrier_id, overdue, ticket_id) ${running}`,
    );
  }
}

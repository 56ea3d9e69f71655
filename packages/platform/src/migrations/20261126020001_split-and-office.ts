import { Migration } from '@mikro-orm/migrations';

/** What a person wants to leave apart, stock that is promised to a shipment (one carrier may send two of an order), and whose holidays close the office. */
const statements = [
  `alter table sales_order add parts jsonb`,
  `alter table reservation add shipment_id uuid`,
  `update reservation r set shipment_id = s.id from shipment s where s.order_id = r.order_id and s.carrier_id = r.carrier_id and s.state <> 'cancelled'`,
  `alter table company add holiday_region text null default 'BUND'`,
  `create index reservation_shipment on reservation (shipment_id)`,
];

export class SplitAndOffice extends Migration {
  override up(): void {
    for (const statement of statements) this.addSql(statement);
  }
}

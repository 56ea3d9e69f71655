import { Migration } from '@mikro-orm/migrations';

/** Claims of effects that are kept alive, what lies in a reported parcel, and which orders are through with their review request. */
const statements = [
  `update effect set intent = intent || jsonb_build_object('lines', coalesce((select jsonb_agg(jsonb_build_object('channelLineId', channel_line_id, 'quantity', quantity) order by position) from order_line l where l.order_id = effect.order_id), '[]')) where kind = 'channel_shipment'`,
  `alter table effect add claimed_until timestamptz`,
  `alter table sales_order add review_decided boolean not null default false`,
  `create index sales_order_review on sales_order (deliver_from) where not review_decided and station in ('shipped', 'invoiced', 'paid', 'closed')`,
];

export class ClaimsAndReviews extends Migration {
  override up(): void {
    for (const statement of statements) this.addSql(statement);
  }
}

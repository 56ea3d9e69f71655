import { Migration } from '@mikro-orm/migrations';

/** Figures of each day, counted from the history; an installation with a past counts it from its beginning. */
export class Kpis extends Migration {
  override up(): void {
    this.addSql(
      `create table order_clock (
         order_id uuid not null, channel_id uuid not null, placed_at timestamptz not null,
         handed_over_at timestamptz null, shipped_at timestamptz null, informed_at timestamptz null,
         paid_at timestamptz null, cancelled_at timestamptz null,
         late boolean not null default false, by_hand boolean not null default false, held_for text[] not null,
         primary key (order_id))`,
    );
    this.addSql(
      `alter table order_clock add foreign key (order_id) references sales_order (id) on delete cascade deferrable initially deferred`,
    );
    for (const at of ['placed_at', 'handed_over_at', 'shipped_at', 'informed_at', 'paid_at', 'cancelled_at'])
      this.addSql(`create index order_clock_${at} on order_clock (${at} desc, order_id desc)`);
    this.addSql(
      `create table kpi_day (
         day date not null, channel_id uuid not null, measure text not null, key text not null, bucket int not null,
         n int not null, cents bigint not null, primary key (day, channel_id, measure, key, bucket))`,
    );
    this.addSql(`create table kpi_cursor (cursor text not null, counted_at timestamptz null)`);
    this.addSql(`create unique index kpi_cursor_once on kpi_cursor ((true))`);
    this.addSql(`insert into kpi_cursor (cursor) values ('0:0')`);
    this.addSql(
      `create index shipment_confirmed_at on shipment (confirmed_at desc, id desc) where confirmed_at is not null`,
    );
  }
}

import { Migration } from '@mikro-orm/migrations';

/** Several accounts, backfills, completeness, shared limits, movements of money; what an older installation has, it keeps. */
const statements = [
  `create table backfill (id uuid not null, channel_id uuid not null, starts_at timestamptz not null, ends_at timestamptz not null, state text not null, next text null, seen int not null default 0, imported int not null default 0, changed int not null default 0, last_error text null, requested_by text not null, created_at timestamptz not null, finished_at timestamptz null, primary key (id))`,
  `alter table backfill add foreign key (channel_id) references channel (id) deferrable initially deferred`,
  `create index backfill_channel on backfill (channel_id, created_at desc)`,
  `create table call_limit (key text not null, rate_per_second double precision not null, burst int not null, tokens double precision not null, filled_at timestamptz not null, taken boolean not null, refused int not null default 0, primary key (key))`,
  `create table channel_day (channel_id uuid not null, day text not null, state text not null, until timestamptz not null, list_id text null, reported int null, known int null, recovered int not null default 0, missing jsonb not null, asked_at timestamptz not null, proved_at timestamptz null, primary key (channel_id, day))`,
  `alter table channel_day add foreign key (channel_id) references channel (id) deferrable initially deferred`,
  `create table movement (channel_id uuid not null, movement_id text not null, channel_order_id text null, order_id uuid null, type text not null, status text not null, posted_at timestamptz not null, amount_cents int not null, currency text not null, updated_at timestamptz not null, primary key (channel_id, movement_id))`,
  `alter table movement add foreign key (channel_id) references channel (id) deferrable initially deferred`,
  `create index movement_order on movement (channel_order_id)`,
  `alter table channel add account text, add movement_cursor timestamptz, add signalled_at timestamptz, add last_error_of text`,
  `update channel set account = code, policy = policy || '{"invoiceUpload":"none","reviewRequest":"none","personalDataWithinHours":24,"warnBeforeShipByHours":6}'`,
  `alter table channel alter column account set not null`,
  `alter table sales_order add marketplace text, add deliver_from timestamptz, add is_business boolean not null default false, add replaces text, add data_retry_at timestamptz, add data_tries int not null default 0, add ship_by_warned boolean not null default false, add refunded_cents int not null default 0, add address_at timestamptz, add amounts_at timestamptz`,
  `update sales_order set amounts_at = channel_updated_at, address_at = case when channel_address is not null then channel_updated_at end`,
  `create index sales_order_data_missing on sales_order (channel_id, data_retry_at) where data_retry_at is not null`,
  `create index sales_order_ship_by on sales_order (ship_by) where not ship_by_warned and station in ('received', 'held', 'released', 'routed', 'transmitted')`,
  `create index sales_order_placed on sales_order (channel_id, placed_at)`,
  `alter table settlement add account text`,
  `update settlement set account = channel.account from channel where channel.id = settlement.channel_id`,
  `alter table settlement alter column account set not null`,
  `alter table settlement drop constraint settlement_channel_id_report_id_unique`,
  `alter table settlement add constraint settlement_account_report_id_unique unique (account, report_id)`,
  `drop index settlement_once`,
  `create unique index settlement_once on settlement (account, settlement_id) where settlement_id is not null`,
  `alter table timer add cron text, add by_staff boolean not null default false`,
];

export class AmazonInFull extends Migration {
  override up(): void {
    for (const statement of statements) this.addSql(statement);
  }
}

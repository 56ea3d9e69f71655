import { Migration } from '@mikro-orm/migrations';

/** Items of settlements, the ledger, accounting exports and webhooks; what an older installation has matched, it keeps. */
const statements = [
  `alter table settlement add deposit_at timestamptz, add booked_at timestamptz`,
  `alter table settlement_row add item_no int, add account text, add adjustment_id text, add shipment_id text, add merchant_order_id text, add marketplace_name text, add sku text, add quantity int`,
  `create table settlement_item (settlement_id uuid not null, item_no int not null, kind text not null, transaction_type text not null, amount_type text null, amount_description text null, channel_order_id text null, merchant_order_id text null, order_id uuid null, adjustment_id text null, shipment_id text null, amount_cents int not null, open_cents int not null, has_withheld_tax boolean not null default false, skus jsonb not null default '[]', posted_at timestamptz null, reason text null, by_hand boolean not null default false, primary key (settlement_id, item_no))`,
  `alter table settlement_item add foreign key (settlement_id) references settlement (id) deferrable initially deferred`,
  `create index settlement_item_order on settlement_item (channel_order_id)`,
  `create index settlement_item_order_id on settlement_item (order_id)`,
  `create index settlement_item_open on settlement_item (settlement_id, item_no) where open_cents <> 0`,
  `create trigger settlement_item_amount before update of amount_cents, kind, channel_order_id or delete on settlement_item for each row execute function refuse_change()`,
  `alter table payment drop constraint payment_invoice_id_settlement_id_unique`,
  `alter table payment add item_no int, add rule text`,
  `create index payment_invoice on payment (invoice_id)`,
  `create index payment_settlement on payment (settlement_id)`,
  `create trigger payment_append_only before update or delete on payment for each row execute function refuse_change()`,
  `create table ledger_booking (id uuid not null, kind text not null, booked_on text not null, settlement_id uuid null, item_no int null, invoice_id uuid null, order_id uuid null, rule text null, actor text not null, at timestamptz not null, reverses uuid null, note text null, primary key (id))`,
  `create unique index ledger_booking_reversed_once on ledger_booking (reverses) where reverses is not null`,
  `create unique index ledger_booking_invoice on ledger_booking (invoice_id) where kind = 'invoice'`,
  `create unique index ledger_booking_settlement on ledger_booking (settlement_id) where kind = 'settlement'`,
  `create index ledger_booking_of_settlement on ledger_booking (settlement_id, at)`,
  `create index ledger_booking_of_invoice on ledger_booking (invoice_id)`,
  `create table ledger_entry (seq bigint generated always as identity primary key, booking_id uuid not null, debit text not null, credit text not null, amount_cents int not null, currency text not null, document text null, tax jsonb null)`,
  `alter table ledger_entry add constraint ledger_entry_positive check (amount_cents > 0 and debit <> credit)`,
  `alter table ledger_entry add foreign key (booking_id) references ledger_booking (id) deferrable initially deferred`,
  `create index ledger_entry_booking on ledger_entry (booking_id)`,
  `create index ledger_booking_day on ledger_booking (booked_on)`,
  `create trigger ledger_booking_append_only before update or delete on ledger_booking for each row execute function refuse_change()`,
  `create trigger ledger_entry_append_only before update or delete on ledger_entry for each row execute function refuse_change()`,
  `create table accounting_settings (id int not null, data jsonb not null, locked_until text null, primary key (id))`,
  `create table settlement_rule (id uuid not null, transaction_type text not null, amount_type text not null, amount_description text not null, account text not null, active boolean not null default true, created_by text not null, created_at timestamptz not null, primary key (id))`,
  `create unique index settlement_rule_active on settlement_rule (transaction_type, amount_type, amount_description) where active`,
  `create table accounting_export (id uuid not null, format text not null, starts_on text not null, ends_on text not null, entries int not null, sum_cents bigint not null, settings jsonb not null, created_by text not null, created_at timestamptz not null, primary key (id))`,
  `create index accounting_export_newest on accounting_export (created_at desc, id desc)`,
  `create table accounting_file (id uuid not null, export_id uuid not null, name text not null, media_type text not null, bytes bytea not null, size int not null, sha256 text not null, entries int not null, sum_cents bigint not null, primary key (id))`,
  `alter table accounting_file add foreign key (export_id) references accounting_export (id) deferrable initially deferred`,
  `create index accounting_file_export on accounting_file (export_id)`,
  `create table exported_entry (format text not null, seq bigint not null, file_id uuid not null, primary key (format, seq))`,
  `alter table exported_entry add foreign key (seq) references ledger_entry (seq) deferrable initially deferred`,
  `create index exported_entry_file on exported_entry (file_id)`,
  `create trigger exported_entry_append_only before update or delete on exported_entry for each row execute function refuse_change()`,
  `create trigger accounting_export_append_only before update or delete on accounting_export for each row execute function refuse_change()`,
  `create trigger accounting_file_append_only before update or delete on accounting_file for each row execute function refuse_change()`,
  `create table webhook_endpoint (id uuid not null, url text not null, description text not null, event_types jsonb not null, secret text not null, state text not null, cursor text not null, attempts int not null default 0, next_at timestamptz not null, leased_until timestamptz null, last_error text null, created_by text not null, created_at timestamptz not null, primary key (id))`,
  `create index webhook_endpoint_due on webhook_endpoint (next_at) where state = 'active'`,
  `create table webhook_delivery (id uuid not null, endpoint_id uuid not null, message_id text not null, cursor text not null, type text not null, state text not null, attempts int not null, status int null, error text null, first_at timestamptz not null, last_at timestamptz not null, primary key (id))`,
  `alter table webhook_delivery add foreign key (endpoint_id) references webhook_endpoint (id) deferrable initially deferred`,
  `create index webhook_delivery_newest on webhook_delivery (endpoint_id, first_at desc, id desc)`,
];

export class SettlementsInFull extends Migration {
  override up(): void {
    for (const statement of statements) this.addSql(statement);
  }
}

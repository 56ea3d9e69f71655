import { Migration } from '@mikro-orm/migrations';

// References are checked at commit, so that a command may write its rows in any order.
/** The tables as the entities describe them. */
const statements = [
  `create table api_token (id uuid not null, name text not null, token_hash text not null, created_at timestamptz not null, primary key (id))`,
  `alter table api_token add constraint api_token_name_unique unique (name)`,
  `alter table api_token add constraint api_token_token_hash_unique unique (token_hash)`,
  `create table carrier (id uuid not null, code text not null, name text not null, kind text not null, priority int not null, active boolean not null default true, confirm_within_minutes int not null, services jsonb not null, handover jsonb not null, returns jsonb not null, matrix_version int not null default 1, primary key (id))`,
  `alter table carrier add constraint carrier_code_unique unique (code)`,
  `create table carrier_decision (id uuid not null, order_id uuid not null, decided_at timestamptz not null, carrier_id uuid null, service_code text null, record jsonb not null, primary key (id))`,
  `create table channel (id uuid not null, code text not null, kind text not null, name text not null, country text not null, currency text not null, connection jsonb not null, policy jsonb not null, paused boolean not null default false, cursor timestamptz null, settlement_cursor timestamptz null, last_fetched_at timestamptz null, last_error text null, primary key (id))`,
  `alter table channel add constraint channel_code_unique unique (code)`,
  `create table company (id int not null, name text not null, street text not null, postcode text not null, city text not null, country text not null, vat_id text null, tax_number text null, email text not null, phone text null, iban text null, register text null, managing_director text null, time_zone text not null, mail_host text not null, mail_port int not null, mail_from text not null, mail_journal text null, primary key (id))`,
  `create table customer (id uuid not null, number text not null, channel_id uuid null, email_key text null, email text null, name text not null, company text null, vat_id text null, created_at timestamptz not null, primary key (id))`,
  `alter table customer add constraint customer_number_unique unique (number)`,
  `create table customer_address (id uuid not null, customer_id uuid not null, fingerprint text not null, address jsonb not null, created_at timestamptz not null, primary key (id))`,
  `create table document (id uuid not null, kind text not null, number text not null, order_id uuid null, media_type text not null, bytes bytea not null, size int not null, sha256 text not null, created_at timestamptz not null, primary key (id))`,
  `alter table document add constraint document_kind_number_unique unique (kind, number)`,
  `create table effect (id uuid not null, kind text not null, key text not null, order_id uuid null, shipment_id uuid null, intent jsonb not null, state text not null, attempts int not null default 0, last_error text null, receipt text null, doubt_since timestamptz null, created_at timestamptz not null, updated_at timestamptz not null, primary key (id))`,
  `alter table effect add constraint effect_kind_key_unique unique (kind, key)`,
  `create table history (seq bigint generated always as identity primary key, xid xid8 not null default pg_current_xact_id(), type text not null, order_id uuid null, ticket_id uuid null, actor text not null, data jsonb not null, at timestamptz not null)`,
  `create table inbound_message (id uuid not null, source text not null, carrier_id uuid null, name text not null, sha256 text not null, message_id text null, bytes bytea not null, state text not null, problem text null, received_at timestamptz not null, primary key (id))`,
  `create table invoice (id uuid not null, number text not null, order_id uuid not null, shipment_id uuid null, issued_at timestamptz not null, issued_on text not null, currency text not null, net_cents int not null, vat_cents int not null, gross_cents int not null, paid_cents int not null default 0, state text not null, data jsonb not null, primary key (id))`,
  `alter table invoice add constraint invoice_number_unique unique (number)`,
  `create table number_range (name text not null, last int not null, primary key (name))`,
  `create table sales_order (id uuid not null, number text not null, channel_id uuid not null, channel_order_id text not null, station text not null, held_at text null, hold_reasons jsonb not null, approved_reasons jsonb not null, fulfilled_by text not null, service_level text not null, channel_status text not null, channel_updated_at timestamptz not null, placed_at timestamptz not null, ship_by timestamptz null, deliver_by timestamptz null, currency text not null, total_cents int not null, buyer_name text null, buyer_email text null, buyer_company text null, buyer_vat_id text null, shipping_address jsonb null, channel_address jsonb null, remark text null, gift_message text null, cancel_requested_at timestamptz null, customer_id uuid null, customer_match jsonb null, carrier_id uuid null, carrier_name text null, tracking_number text null, tracking_at timestamptz null, overdue boolean not null default false, channel_informed text null, delivery_note_number text null, invoice_number text null, paid_at timestamptz null, ticket_id uuid null, rev int not null default 1, created_at timestamptz not null, updated_at timestamptz not null, primary key (id))`,
  `alter table sales_order add constraint sales_order_number_unique unique (number)`,
  `alter table sales_order add constraint sales_order_channel_id_channel_order_id_unique unique (channel_id, channel_order_id)`,
  `create table order_line (id uuid not null, order_id uuid not null, position int not null, channel_line_id text not null, sku text not null, title text not null, quantity int not null, total_cents int not null, shipping_cents int not null, primary key (id))`,
  `create table order_payload (channel_id uuid not null, channel_order_id text not null, payload jsonb not null, problem text null, received_at timestamptz not null, primary key (channel_id, channel_order_id))`,
  `create table parcel (id uuid not null, shipment_id uuid not null, tracking_number text not null, parcel_service text not null, shipped_at timestamptz not null, primary key (id))`,
  `create table payment (id uuid not null, invoice_id uuid not null, order_id uuid not null, settlement_id uuid not null, amount_cents int not null, currency text not null, at timestamptz not null, primary key (id))`,
  `alter table payment add constraint payment_invoice_id_settlement_id_unique unique (invoice_id, settlement_id)`,
  `create table product (sku text not null, title text not null, price_cents int null, weight_g int null, length_mm int null, width_mm int null, height_mm int null, vat_permille int not null default 190, primary key (sku))`,
  `create table reservation (order_id uuid not null, sku text not null, quantity int not null, carrier_id uuid null, primary key (order_id, sku))`,
  `create table session (token_hash text not null, staff_id uuid not null, created_at timestamptz not null, expires_at timestamptz not null, primary key (token_hash))`,
  `create table settlement (id uuid not null, channel_id uuid not null, report_id text not null, settlement_id text null, sha256 text not null, raw bytea not null, state text not null, problem text null, total_cents int null, currency text null, starts_at timestamptz null, ends_at timestamptz null, fetched_at timestamptz not null, primary key (id))`,
  `alter table settlement add constraint settlement_channel_id_report_id_unique unique (channel_id, report_id)`,
  `create table settlement_row (settlement_id uuid not null, line_no int not null, bucket text not null, transaction_type text not null, amount_type text not null, amount_description text not null, channel_order_id text null, amount_cents int not null, posted_at timestamptz null, order_id uuid null, primary key (settlement_id, line_no))`,
  `create table shipment (id uuid not null, number text not null, order_id uuid not null, carrier_id uuid not null, service_code text not null, service_name text not null, parcel_service text not null, state text not null, transmitted_at timestamptz null, confirm_by timestamptz null, overdue boolean not null default false, confirmed_at timestamptz null, created_at timestamptz not null, primary key (id))`,
  `alter table shipment add constraint shipment_number_unique unique (number)`,
  `create table staff (id uuid not null, email text not null, name text not null, role text not null, password_hash text not null, active boolean not null default true, primary key (id))`,
  `alter table staff add constraint staff_email_unique unique (email)`,
  `create table stock (sku text not null, carrier_id uuid not null, on_hand int not null, primary key (sku, carrier_id))`,
  `create table ticket (id uuid not null, number text not null, kind text not null, reason text not null, cause text not null, status text not null, evidence jsonb not null, order_id uuid null, shipment_number text null, assignee text null, due_at timestamptz null, created_at timestamptz not null, closed_at timestamptz null, closed_by text null, resolution text null, rev int not null default 1, primary key (id))`,
  `alter table ticket add constraint ticket_number_unique unique (number)`,
  `create table timer (key text not null, job text not null, data jsonb not null, every_seconds int not null, next_at timestamptz not null, paused boolean not null default false, primary key (key))`,
];

export class Tables extends Migration {
  override up(): void {
    for (const statement of statements) this.addSql(statement);
  }
}

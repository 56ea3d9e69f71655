import { Migration } from '@mikro-orm/migrations';

/** What customers write, and what finds the order it belongs to. */
const statements = [
  `create table customer_mail (id uuid not null references inbound_message (id) deferrable initially deferred, order_id uuid null references sales_order (id) deferrable initially deferred, ticket_id uuid not null references ticket (id) deferrable initially deferred, message_id text null, sender text null, subject text not null, text text not null, "references" jsonb not null, attachments jsonb not null, thread_reason text null check (thread_reason in ('token', 'reference', 'subjectNumber', 'textNumber', 'sender')), thread_clue text null, may_belong_to jsonb not null, received_at timestamptz not null, primary key (id))`,
  `create unique index customer_mail_once on customer_mail (message_id, sender) where message_id is not null`,
  `create index customer_mail_order on customer_mail (order_id, received_at) where order_id is not null`,
  `create index customer_mail_ticket on customer_mail (ticket_id, received_at)`,
  `create index sales_order_buyer_email on sales_order (lower(buyer_email)) where buyer_email is not null`,
];

export class CustomerMails extends Migration {
  override up(): void {
    for (const statement of statements) this.addSql(statement);
  }
}

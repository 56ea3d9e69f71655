import { Migration } from '@mikro-orm/migrations';

/** Addresses that are not written to of our own accord, and why. */
const statements = [
  `create table mail_suppression (address text not null, reason text not null check (reason in ('bounced', 'opted_out', 'by_hand')), evidence jsonb not null default '{}', by text not null, since timestamptz not null, primary key (address, reason))`,
];

export class MailSuppressions extends Migration {
  override up(): void {
    for (const statement of statements) this.addSql(statement);
  }
}

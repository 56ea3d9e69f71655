import { Migration } from '@mikro-orm/migrations';

/** What customer mails say, where staff changed it; the newest version of a place is the one that is used. */
const statements = [
  `create table mail_template (id uuid primary key, kind text not null check (kind in ('received', 'shipped', 'invoice', 'credit_note')), language text not null check (language in ('de', 'en')), channel_id uuid references channel (id), version int not null, content jsonb not null, note text, created_by text not null, created_at timestamptz not null, unique nulls not distinct (kind, language, channel_id, version))`,
];

export class MailTemplates extends Migration {
  override up(): void {
    for (const statement of statements) this.addSql(statement);
  }
}

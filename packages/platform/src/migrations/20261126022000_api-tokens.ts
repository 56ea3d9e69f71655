import { Migration } from '@mikro-orm/migrations';

/** Tokens have scopes, an end and a budget; a mutation sent twice under one key happens once. */
export class ApiTokens extends Migration {
  override up(): void {
    this.addSql(
      `alter table api_token
         add column ending text not null default '',
         add column scopes text[] not null default '{read,work,decide,pack,refund,account,administer}',
         add column points_per_minute int not null default 60000,
         add column created_by text not null default 'automation',
         add column expires_at timestamptz null,
         add column last_used_at timestamptz null,
         add column revoked_at timestamptz null,
         drop constraint api_token_name_unique`,
    );
    this.addSql(
      `alter table api_token
         alter column ending drop default, alter column scopes drop default,
         alter column points_per_minute drop default, alter column created_by drop default`,
    );
    this.addSql(
      `create table idempotency_key (
         caller text not null, key text not null, request_hash text not null, answer text null,
         created_at timestamptz not null, primary key (caller, key))`,
    );
    this.addSql(`create index idempotency_key_created_at on idempotency_key (created_at)`);
  }
}

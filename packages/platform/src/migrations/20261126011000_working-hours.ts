import { Migration } from '@mikro-orm/migrations';

const withHours = `jsonb_set(terms, '{carriers}', (select coalesce(jsonb_agg(jsonb_set(c, '{calendar,hours}', coalesce(c #> '{calendar,hours}', 'null')) order by n), '[]')
  from jsonb_array_elements(terms -> 'carriers') with ordinality as of (c, n)))`;

/** Working hours of carriers; versions of the matrix say what they meant so far: around the clock. */
export class WorkingHours extends Migration {
  override up(): void {
    this.addSql('alter table matrix_version disable trigger matrix_version_published');
    this.addSql(`update matrix_version set terms = ${withHours}`);
    this.addSql('alter table matrix_version enable trigger matrix_version_published');
    this.addSql('alter table carrier add column calendar jsonb null, add column answers_sought_at timestamptz null');
    this.addSql(`update carrier set calendar = c -> 'calendar'
      from matrix_version v, jsonb_array_elements(v.terms -> 'carriers') as c where v.state = 'active' and c ->> 'code' = carrier.code`);
    this.addSql(`create index inbound_message_waiting on inbound_message (received_at) where state = 'received'`);
  }
}

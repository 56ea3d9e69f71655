import { Migration } from '@mikro-orm/migrations';

/**
 * The rules that waited switched off get values with which ordinary orders run: the countries are those of the matrix, a price is half
 * as high again or lower, a double order comes within half an hour. What somebody has changed since stays.
 */
const settings: [reason: string, params: object][] = [
  ['country_not_served', {}],
  ['suspected_duplicate', { withinMinutes: 30 }],
  ['price_deviation', { percent: 50 }],
  ['order_value', { limitCents: 250_000 }],
];

const statements = [
  ...settings.map(
    ([reason, params]) =>
      `update hold_rule set params = '${JSON.stringify(params)}', active = true, version = 2, updated_at = now()
        where reason = '${reason}' and channel_id is null and version = 1 and updated_by = 'automation'`,
  ),
  `insert into hold_rule_version select id, version, params, priority, active, updated_at, updated_by from hold_rule r
    where version = 2 and not exists (select 1 from hold_rule_version v where v.rule_id = r.id and v.version = 2)`,
];

export class RulesThatWait extends Migration {
  override up(): void {
    for (const statement of statements) this.addSql(statement);
  }
}

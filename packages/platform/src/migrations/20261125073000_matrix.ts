import { Migration } from '@mikro-orm/migrations';

/** Criteria as older releases stored them ('2100 g', 'SKU: 3') with their numbers and units. */
const criterion = `case
  when c ->> 'value' ~ '^[0-9]+ (g|mm)$' then c || jsonb_build_object('value', split_part(c ->> 'value', ' ', 1)::int,
    'limit', split_part(c ->> 'limit', ' ', 1)::int, 'unit', split_part(c ->> 'value', ' ', 2))
  when c ->> 'name' = 'stock' then c || jsonb_build_object('value', coalesce(nullif(regexp_replace(c ->> 'value', '^.*: ', ''), '')::int, 0),
    'limit', (c ->> 'limit')::int, 'unit', 'pieces', 'sku', regexp_replace(c ->> 'value', ': [0-9]+$', ''))
  when c ->> 'name' = 'country' then c || jsonb_build_object('limit', to_jsonb(string_to_array(c ->> 'limit', ' ')), 'unit', null)
  else c || '{"unit": null}' end`;

const candidate = `jsonb_build_object('carrierCode', k -> 'carrierCode', 'carrierName', k -> 'carrierName', 'serviceCode', k -> 'serviceCode',
  'serviceName', k -> 'serviceName', 'row', at, 'parcels', jsonb_build_array(d.record #> '{input,parcel}'), 'fits', k -> 'fits',
  'criteria', (select coalesce(jsonb_agg(${criterion} order by n), '[]') from jsonb_array_elements(k -> 'criteria') with ordinality as c (c, n)),
  'cost', case when k ->> 'cents' is not null then jsonb_build_object('cents', k -> 'cents', 'baseCents', k -> 'cents', 'surcharges', '[]'::jsonb, 'tariff', '', 'zone', '') end,
  'arrival', jsonb_build_object('cutOff', '', 'missedCutOff', false, 'shipsOn', d.record #> '{input,today}', 'transitDays', k -> 'transitDays', 'arrivesOn', k -> 'arrivesOn', 'skipped', '[]'::jsonb))`;

/** The chosen candidate as the only leg. */
const legs = `select coalesce(jsonb_agg(jsonb_build_object('carrierCode', k -> 'carrierCode', 'carrierName', k -> 'carrierName',
    'serviceCode', k -> 'serviceCode', 'serviceName', k -> 'serviceName', 'demand', d.record #> '{input,demand}',
    'parcels', jsonb_build_array(d.record #> '{input,parcel}'), 'cents', k -> 'cents', 'shipsOn', d.record #> '{input,today}', 'arrivesOn', k -> 'arrivesOn')), '[]')
  from jsonb_array_elements(d.record -> 'candidates') as k
 where k ->> 'carrierCode' = d.record #>> '{chosen,carrierCode}' and k ->> 'serviceCode' = d.record #>> '{chosen,serviceCode}'`;

/** The matrix as the carriers of an older installation carried it. */
const terms = `jsonb_build_object('currency', 'EUR', 'strategy', '{"kind":"cheapest","dayCents":0}'::jsonb, 'islands', '[]'::jsonb,
  'carriers', (select jsonb_agg(jsonb_build_object('code', code, 'name', name, 'active', active, 'confirmWithinMinutes', confirm_within_minutes,
      'calendar', '{"weekdays":[1,2,3,4,5,6,7],"region":null,"closedOn":[]}'::jsonb, 'excludedChannels', '[]'::jsonb) order by priority, code) from carrier),
  'services', (select coalesce(jsonb_agg((s - 'bands') || jsonb_build_object('carrier', c.code, 'active', true, 'postcodes', '[]'::jsonb,
      'excludedPostcodes', '[]'::jsonb, 'islands', true, 'hazardous', false, 'volumetricDivisor', null, 'maxParcels', 10, 'cutOff', '23:59',
      'deliveryWeekdays', '[1,2,3,4,5,6,7]'::jsonb, 'excludedChannels', '[]'::jsonb,
      'tariffs', jsonb_build_array(jsonb_build_object('version', c.matrix_version::text, 'validFrom', null, 'validTo', null, 'surcharges', '[]'::jsonb,
        'zones', jsonb_build_array(jsonb_build_object('name', 'Standard', 'countries', s -> 'countries', 'postcodes', '[]'::jsonb, 'bands', s -> 'bands')))))
      order by c.priority, c.code, n), '[]') from carrier c, jsonb_array_elements(c.services) with ordinality as s (s, n)))`;

/** Versions of the matrix, shares of split orders, hazardous goods; what an older installation has, it keeps. */
const statements = [
  `create table matrix_version (id uuid not null, number int not null, state text not null, terms jsonb not null, based_on int null, note text null, created_by text not null, created_at timestamptz not null, published_by text null, publish_at timestamptz null, active_since timestamptz null, retired_at timestamptz null, rev int not null default 1, primary key (id))`,
  `alter table matrix_version add constraint matrix_version_number_unique unique (number)`,
  `create unique index matrix_version_one on matrix_version (state) where state in ('draft', 'scheduled', 'active')`,
  `create function refuse_new_terms() returns trigger language plpgsql as $$ begin raise exception 'a published matrix is never changed'; end $$`,
  `create trigger matrix_version_published before update of terms, number on matrix_version for each row when (old.state <> 'draft' and old.terms is distinct from new.terms) execute function refuse_new_terms()`,
  `insert into matrix_version (id, number, state, terms, created_by, created_at, published_by, active_since)
   select gen_random_uuid(), 1, 'active', ${terms}, 'automation', now(), 'automation', now() where exists (select 1 from carrier)`,
  `update carrier_decision d set record = jsonb_build_object('matrixVersion', 0, 'currency', 'EUR', 'strategy', '{"kind":"cheapest","dayCents":0}'::jsonb,
     'reason', d.record -> 'reason', 'runnerUp', null, 'legs', (${legs}),
     'candidates', (select coalesce(jsonb_agg(${candidate} order by at), '[]') from jsonb_array_elements(d.record -> 'candidates') with ordinality as k (k, at)),
     'input', (d.record -> 'input') - 'parcel' - 'demand' - 'today' || jsonb_build_object('channel', '', 'postcode', '', 'items', '[]'::jsonb,
       'at', (d.record #>> '{input,today}') || 'T00:00', 'stock', '{}'::jsonb, 'maySplit', false))`,
  `alter table carrier drop column services, drop column priority, drop column matrix_version`,
  `create index carrier_decision_newest on carrier_decision (decided_at desc, id desc)`,
  `alter table product add column hazardous boolean not null default false`,
  `alter table reservation add column part int not null default 1`,
  `alter table reservation drop constraint reservation_pkey`,
  `alter table reservation add primary key (order_id, sku, part)`,
  `alter table shipment add column lines jsonb null`,
  `update channel set policy = policy || jsonb_build_object('splitShipments', kind = 'amazon')`,
  `insert into timer (key, job, data, every_seconds, next_at) select 'carriers.arm-matrix', 'carriers.arm-matrix', '{}', 15, now() where exists (select 1 from company)`,
];

export class Matrix extends Migration {
  override up(): void {
    for (const statement of statements) this.addSql(statement);
  }
}

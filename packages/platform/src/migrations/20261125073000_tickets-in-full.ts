import { Migration } from '@mikro-orm/migrations';

/** What is looked for when nobody has set anything else; the four last need what only the merchant knows, so they wait switched off. */
const firstRules: [reason: string, priority: number, params: object, active: boolean][] = [
  ['cancel_requested', 1, { words: ['storn', 'cancel', 'nicht mehr haben', 'nicht mehr liefern'] }, true],
  ['unknown_sku', 2, {}, true],
  ['incomplete_address', 2, {}, true],
  [
    'extra_items',
    2,
    {
      words: [
        'noch ein',
        'dazu',
        'zusätzlich',
        'mitschicken',
        'mitliefern',
        'beilegen',
        'one more',
        'additional',
        'add a',
      ],
    },
    true,
  ],
  [
    'question',
    3,
    {
      words: [
        'können sie',
        'kann ich',
        'könnten sie',
        'ist es möglich',
        'wann',
        'could you',
        'can you',
        'is it possible',
      ],
    },
    true,
  ],
  ['remark', 3, {}, true],
  ['gift_message', 3, {}, true],
  ['no_stock', 2, {}, true],
  ['missing_product_data', 2, {}, true],
  ['no_carrier_fits', 2, {}, true],
  ['country_not_served', 2, { countries: ['DE', 'AT', 'CH'] }, false],
  ['suspected_duplicate', 2, { withinMinutes: 60 }, false],
  ['price_deviation', 3, { percent: 20 }, false],
  ['order_value', 3, { limitCents: 100_000 }, false],
];

/** Who gets what, in how many working minutes. */
const firstAssignments: [kind: string | null, reason: string | null, team: string, minutes: number][] = [
  [null, 'cancel_requested', 'clerk', 60],
  ['hold', null, 'clerk', 240],
  ['overdue', null, 'warehouse', 240],
  ['settlement', null, 'accounting', 960],
  ['effect', null, 'administrator', 240],
  [null, null, 'clerk', 480],
];

const text = (value: unknown): string => `'${JSON.stringify(value).replaceAll("'", "''")}'`;
const word = (value: string | null): string => (value === null ? 'null' : `'${value}'`);

const statements = [
  `create table hold_rule (id uuid not null, reason text not null, channel_id uuid null, params jsonb not null, priority int not null, active boolean not null, version int not null, updated_at timestamptz not null, updated_by text not null, primary key (id))`,
  `alter table hold_rule add foreign key (channel_id) references channel (id) deferrable initially deferred`,
  `create unique index hold_rule_scope on hold_rule (reason, coalesce(channel_id, '00000000-0000-0000-0000-000000000000'))`,
  `create table hold_rule_version (rule_id uuid not null, version int not null, params jsonb not null, priority int not null, active boolean not null, at timestamptz not null, by text not null, primary key (rule_id, version))`,
  `alter table hold_rule_version add foreign key (rule_id) references hold_rule (id) deferrable initially deferred`,
  `create trigger hold_rule_version_append_only before update or delete on hold_rule_version for each row execute function refuse_change()`,
  ...firstRules.map(
    ([reason, priority, params, active]) =>
      `insert into hold_rule values (gen_random_uuid(), '${reason}', null, ${text(params)}, ${priority}, ${active}, 1, now(), 'automation')`,
  ),
  `insert into hold_rule_version select id, version, params, priority, active, updated_at, updated_by from hold_rule`,
  `create table hold_decision (id uuid not null, order_id uuid not null, station text not null, decided_at timestamptz not null, held boolean not null, record jsonb not null, primary key (id))`,
  `alter table hold_decision add foreign key (order_id) references sales_order (id) deferrable initially deferred`,
  `create index hold_decision_order on hold_decision (order_id, decided_at)`,
  `create index hold_decision_held on hold_decision (decided_at) where held`,
  `alter table ticket add priority int not null default 3, add assignee_id uuid null references staff (id) deferrable initially deferred, add team text null, add channel_id uuid null, add snoozed_until timestamptz null, add snoozed_for text null, add opened_times int not null default 1, add merged_into uuid null references ticket (id) deferrable initially deferred, add checks jsonb not null default '{}'`,
  `alter table ticket drop column assignee`,
  `update ticket set channel_id = sales_order.channel_id from sales_order where sales_order.id = ticket.order_id`,
  `update ticket set team = 'clerk' where status = 'open'`,
  `create index ticket_cause on ticket (cause)`,
  `create index ticket_assignee on ticket (assignee_id) where status = 'open'`,
  `create index history_ticket on history (ticket_id, seq) where ticket_id is not null`,
  `create table ticket_note (id uuid not null, ticket_id uuid not null, kind text not null, text text not null, by text not null, at timestamptz not null, primary key (id))`,
  `alter table ticket_note add foreign key (ticket_id) references ticket (id) deferrable initially deferred`,
  `create index ticket_note_ticket on ticket_note (ticket_id, at)`,
  `create table assignment_rule (id uuid not null, position int not null, kind text null, reason text null, channel_id uuid null, team text null, assignee_id uuid null, ticket_priority int null, due_minutes int null, active boolean not null, rev int not null default 1, primary key (id))`,
  `alter table assignment_rule add foreign key (channel_id) references channel (id) deferrable initially deferred`,
  `alter table assignment_rule add foreign key (assignee_id) references staff (id) deferrable initially deferred`,
  ...firstAssignments.map(
    ([kind, reason, team, minutes], index) =>
      `insert into assignment_rule (id, position, kind, reason, team, due_minutes, active) values (gen_random_uuid(), ${index + 1}, ${word(kind)}, ${word(reason)}, '${team}', ${minutes}, true)`,
  ),
  `create table macro (id uuid not null, name text not null, reasons jsonb not null, note text null, resolution text null, action text not null, active boolean not null, rev int not null default 1, primary key (id))`,
  `create table checklist (reason text not null, items jsonb not null, rev int not null default 1, primary key (reason))`,
  `create unlogged table ticket_presence (ticket_id uuid not null, staff_id uuid not null, editing boolean not null, seen_at timestamptz not null, primary key (ticket_id, staff_id))`,
  `alter table order_line add sold_quantity int, add sold_cents int`,
  `update order_line set sold_quantity = quantity, sold_cents = total_cents`,
  `alter table order_line alter column sold_quantity set not null, alter column sold_cents set not null`,
  `alter table company add office_hours jsonb null, add closed_days jsonb null`,
];

export class TicketsInFull extends Migration {
  override up(): void {
    for (const statement of statements) this.addSql(statement);
  }
}

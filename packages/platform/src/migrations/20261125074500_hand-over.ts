import { Migration } from '@mikro-orm/migrations';

/** The three forms that were built in until now, as templates that staff can go on from. */
const csvBody = `shipment;delivery_note;order;service;name;company;street;addition;postcode;city;country;sku;title;quantity;weight_g
{%- for line in shipment.lines %}
{{ shipment.number }};{{ shipment.deliveryNote }};{{ shipment.order }};{{ shipment.service }};{{ shipment.recipient.name }};{{ shipment.recipient.company }};{{ shipment.recipient.street }};{{ shipment.recipient.addition }};{{ shipment.recipient.postcode }};{{ shipment.recipient.city }};{{ shipment.recipient.country }};{{ line.sku }};{{ line.title }};{{ line.quantity }};{{ line.weightG }}
{%- endfor %}
`;
const jsonBody = `{
  "shipment": {{ shipment.number }}, "deliveryNote": {{ shipment.deliveryNote }}, "order": {{ shipment.order }}, "service": {{ shipment.service }},
  "recipient": { "name": {{ shipment.recipient.name }}, "company": {{ shipment.recipient.company }}, "street": {{ shipment.recipient.street }}, "addition": {{ shipment.recipient.addition }}, "postcode": {{ shipment.recipient.postcode }}, "city": {{ shipment.recipient.city }}, "country": {{ shipment.recipient.country }} },
  "lines": [{% for line in shipment.lines %}{ "sku": {{ line.sku }}, "title": {{ line.title }}, "quantity": {{ line.quantity }}, "weightG": {{ line.weightG }} }{% unless forloop.last %}, {% endunless %}{% endfor %}]
}
`;
const pdfBody = `<!doctype html><html lang="de"><head><meta charset="utf-8"><title>Versandauftrag {{ shipment.number }}</title><style>body{font:14px sans-serif;margin:2cm}td,th{text-align:left;padding:4px 12px 4px 0}</style></head><body>
<h1>Versandauftrag {{ shipment.number }}</h1><p>{{ sender.name }}</p>
<p><strong>{{ shipment.recipient.name }}</strong><br>{{ shipment.recipient.company }}<br>{{ shipment.recipient.street }}<br>{{ shipment.recipient.addition }}<br>{{ shipment.recipient.postcode }} {{ shipment.recipient.city }} {{ shipment.recipient.country }}</p>
<p>Versandart {{ shipment.service }} · Auftrag {{ shipment.order }} · Lieferschein {{ shipment.deliveryNote }}</p>
<table><tr><th>Artikel</th><th>Nr.</th><th>Menge</th></tr>{% for line in shipment.lines %}<tr><td>{{ line.title }}</td><td>{{ line.sku }}</td><td>{{ line.quantity }}</td></tr>{% endfor %}</table></body></html>
`;
const mail = {
  subject: 'Versandauftrag {{ shipment.number }}',
  mailText:
    'Guten Tag,\n\nanbei erhalten Sie den Versandauftrag {{ shipment.number }} zu unserem Auftrag {{ shipment.order }}.\nBitte bestätigen Sie den Versand mit Sendungsnummer und Paketdienst, indem Sie auf diese Nachricht antworten.\n\nMit freundlichen Grüßen\n',
  mailHtml: '',
};
const common = { encoding: 'utf-8', lineEnd: 'crlf', delimiter: ';', quoting: 'needed', ...mail };
const contents = [
  { format: 'csv', body: csvBody, fileName: '{{ key }}.csv', ...common },
  { format: 'json', body: jsonBody, fileName: '{{ key }}.json', ...common },
  { format: 'pdf', body: pdfBody, fileName: '{{ key }}.pdf', ...common },
];

const field = (at: string) => ({ at });
const fileFields = {
  csv: ['shipment', 'tracking_number', 'parcel_service', 'shipped_at'],
  json: ['shipment', 'trackingNumber', 'parcelService', 'shippedAt'],
};
const mappingOf = (format: 'csv' | 'json') => {
  const [shipment, trackingNumber, parcelService, shippedAt] = fileFields[format].map(field);
  return { format, fields: { shipment, trackingNumber, parcelService, shippedAt: { ...shippedAt } } };
};

const literal = (value: unknown): string => `'${JSON.stringify(value).replaceAll("'", "''")}'::jsonb`;

/** Templates, trials, collective files; installations keep their carriers in the forms they had. */
const statements = [
  `create table hand_over_template (id uuid not null, carrier_id uuid not null, version int not null, content jsonb not null, note text null, created_by text not null, created_at timestamptz not null, primary key (id))`,
  `alter table hand_over_template add constraint hand_over_template_carrier_id_version_unique unique (carrier_id, version)`,
  `alter table hand_over_template add foreign key (carrier_id) references carrier (id) deferrable initially deferred`,
  `create trigger hand_over_template_append_only before update or delete on hand_over_template for each row execute function refuse_change()`,
  `create table carrier_trial (id uuid not null, number text not null, carrier_id uuid not null, kind text not null, state text not null, fingerprint text not null, template_id uuid null, steps jsonb not null, requested_by text not null, created_at timestamptz not null, finished_at timestamptz null, primary key (id))`,
  `alter table carrier_trial add constraint carrier_trial_number_unique unique (number)`,
  `alter table carrier_trial add foreign key (carrier_id) references carrier (id) deferrable initially deferred`,
  `create index carrier_trial_newest on carrier_trial (carrier_id, created_at desc, id desc)`,
  `create sequence trial_number start 100001`,
  `create sequence batch_number start 100001`,
  `alter table carrier add template_id uuid null, add batch_cron text null`,
  `alter table shipment add hand_over_key text null`,
  `update shipment set hand_over_key = number where exists (select 1 from effect e where e.kind = 'hand_over' and e.key = shipment.number)`,
  `create index shipment_hand_over on shipment (hand_over_key)`,
  `create index shipment_to_batch on shipment (carrier_id) where state = 'planned' and hand_over_key is null`,
  `create index inbound_message_newest on inbound_message (received_at desc, id desc)`,
  ...contents.flatMap((content) => [
    `insert into hand_over_template (id, carrier_id, version, content, created_by, created_at)
       select gen_random_uuid(), id, 1, ${literal(content)}, 'automation', now() from carrier where handover ->> 'format' = '${content.format}'`,
  ]),
  `update carrier set template_id = t.id from hand_over_template t where t.carrier_id = carrier.id`,
  // carriers that were reached inside our own network until now still are
  `update carrier set handover = (handover - 'format') || '{"allowPrivate":true}' where handover ->> 'transport' in ('sftp', 'http')`,
  `update carrier set handover = handover - 'format'`,
  `update carrier set returns = (returns - 'format') || '{"allowPrivate":true}' || jsonb_build_object('mapping', case when returns ->> 'format' = 'csv' then ${literal(mappingOf('csv'))} else ${literal(mappingOf('json'))} end) where returns ->> 'source' = 'sftp'`,
  `update carrier set returns = returns || jsonb_build_object('mapping', ${literal(mappingOf('json'))}) where returns ->> 'source' = 'http'`,
  `update carrier set returns = (returns - 'pattern') || jsonb_build_object('mapping', jsonb_build_object('format', 'text', 'fields', jsonb_build_object(
      'shipment', jsonb_build_object('at', returns #>> '{pattern,reference}'),
      'trackingNumber', jsonb_build_object('at', returns #>> '{pattern,trackingNumber}'),
      'parcelService', jsonb_build_object('at', returns #>> '{pattern,parcelService}'))
      || case when returns #>> '{pattern,shippedAt}' is null then '{}'::jsonb else jsonb_build_object('shippedAt', jsonb_build_object('at', returns #>> '{pattern,shippedAt}')) end))
    where returns ->> 'source' = 'email'`,
];

export class HandOver extends Migration {
  override up(): void {
    for (const statement of statements) this.addSql(statement);
  }
}

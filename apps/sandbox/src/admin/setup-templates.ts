/** What the carriers of this world want to get, as a merchant would write it down. */
const mail = {
  subject: 'Versandauftrag {{ shipment.number }}',
  mailText: `Guten Tag,

anbei erhalten Sie den Versandauftrag {{ shipment.number }} zu unserem Auftrag {{ shipment.order }}.
Bitte bestätigen Sie den Versand mit Sendungsnummer und Paketdienst, indem Sie auf diese Nachricht antworten.

Mit freundlichen Grüßen
{{ sender.name }}
`,
  mailHtml: `<p>Guten Tag,</p>
<p>anbei erhalten Sie den Versandauftrag <strong>{{ shipment.number }}</strong> zu unserem Auftrag {{ shipment.order }}.</p>
<p>Bitte bestätigen Sie den Versand mit Sendungsnummer und Paketdienst, indem Sie auf diese Nachricht antworten.</p>
<p>Mit freundlichen Grüßen<br>{{ sender.name }}</p>
`,
};

export const csvTemplate = {
  format: 'csv',
  fileName: '{{ key }}.csv',
  lineEnd: 'crlf',
  delimiter: ';',
  body: `shipment;delivery_note;order;service;name;company;street;addition;postcode;city;country;sku;title;quantity;weight_g
{%- for line in shipment.lines %}
{{ shipment.number }};{{ shipment.deliveryNote }};{{ shipment.order }};{{ shipment.service }};
{{- shipment.recipient.name }};{{ shipment.recipient.company }};{{ shipment.recipient.street }};
{{- shipment.recipient.addition }};{{ shipment.recipient.postcode }};{{ shipment.recipient.city }};
{{- shipment.recipient.country }};{{ line.sku }};{{ line.title }};{{ line.quantity }};{{ line.weightG }}
{%- endfor %}
`,
};

export const jsonTemplate = {
  format: 'json',
  fileName: '{{ key }}.json',
  body: `{
  "shipment": {{ shipment.number }},
  "deliveryNote": {{ shipment.deliveryNote }},
  "order": {{ shipment.order }},
  "service": {{ shipment.service }},
  "recipient": {
    "name": {{ shipment.recipient.name }},
    "company": {{ shipment.recipient.company }},
    "street": {{ shipment.recipient.street }},
    "addition": {{ shipment.recipient.addition }},
    "postcode": {{ shipment.recipient.postcode }},
    "city": {{ shipment.recipient.city }},
    "country": {{ shipment.recipient.country }}
  },
  "lines": [
  {%- for line in shipment.lines %}
    { "sku": {{ line.sku }}, "title": {{ line.title }}, "quantity": {{ line.quantity }}, "weightG": {{ line.weightG }} }
    {%- unless forloop.last %},{% endunless %}
  {%- endfor %}
  ]
}
`,
};

export const pdfTemplate = {
  format: 'pdf',
  fileName: '{{ key }}.pdf',
  ...mail,
  body: `<!doctype html>
<html lang="de">
<head>
<meta charset="utf-8">
<title>Versandauftrag {{ shipment.number }}</title>
<style>
@page { size: A4; margin: 20mm }
body { font: 11pt/1.45 "Liberation Sans", Arial, sans-serif; color: #1b1f24 }
h1 { font-size: 18pt; margin: 0 0 2mm }
.quiet { color: #57606a }
.panels { display: flex; gap: 12mm; margin: 8mm 0 }
.panels > div { flex: 1 }
table { width: 100%; border-collapse: collapse }
th, td { text-align: left; padding: 2mm 3mm 2mm 0; border-bottom: .3mm solid #d0d7de }
.n { text-align: right; padding-right: 0 }
</style>
</head>
<body>
<p class="quiet">{{ sender.name }} · {{ sender.street }} · {{ sender.postcode }} {{ sender.city }}</p>
<h1>Versandauftrag {{ shipment.number }}</h1>
<div class="panels">
<div><strong>Empfänger</strong><br>
{{ shipment.recipient.name }}<br>
{% if shipment.recipient.company != '' %}{{ shipment.recipient.company }}<br>{% endif %}
{{ shipment.recipient.street }}<br>
{% if shipment.recipient.addition != '' %}{{ shipment.recipient.addition }}<br>{% endif %}
{{ shipment.recipient.postcode }} {{ shipment.recipient.city }}<br>{{ shipment.recipient.country }}</div>
<div><strong>Versandart</strong> {{ shipment.service }}<br>
<strong>Auftrag</strong> {{ shipment.order }}<br>
<strong>Lieferschein</strong> {{ shipment.deliveryNote }}</div>
</div>
<table>
<tr><th>Artikel</th><th>Artikelnr.</th><th class="n">Menge</th><th class="n">Gewicht</th></tr>
{% for line in shipment.lines %}<tr><td>{{ line.title }}</td><td>{{ line.sku }}</td><td class="n">{{ line.quantity }}</td><td class="n">{{ line.weightG }} g</td></tr>
{% endfor %}
</table>
</body>
</html>
`,
};

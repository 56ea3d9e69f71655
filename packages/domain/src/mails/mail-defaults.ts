import type { Language, MailContent } from './mail-content.ts';
import type { MailKind } from './write-mails.ts';

interface Words {
  greeting: string;
  follow: string;
  order: string;
  total: string;
  regards: string;
  kinds: Record<MailKind, { subject: string; intro: string }>;
}

const words: Record<Language, Words> = {
  de: {
    greeting: "Guten Tag{% if customerName != '' %} {{ customerName }}{% endif %},",
    follow: 'Sendung verfolgen',
    order: 'Bestellung',
    total: 'Gesamt',
    regards: 'Mit freundlichen Grüßen',
    kinds: {
      received: {
        subject: 'Ihre Bestellung {{ channelOrderId }} ist eingegangen',
        intro:
          'vielen Dank für Ihre Bestellung. Wir bearbeiten sie unter der Auftragsnummer {{ order }} und melden uns, sobald sie unterwegs ist.',
      },
      shipped: {
        subject: '{% if total %}Ihre{% else %}Ein Teil Ihrer{% endif %} Bestellung {{ channelOrderId }} ist unterwegs',
        intro:
          '{% unless total %}ein Teil Ihrer Bestellung ist auf dem Weg zu Ihnen. Jede ihrer Sendungen bekommt eine eigene Nachricht.{% else %}Ihre Bestellung ist {% if trackings.size > 1 %}in {{ trackings.size }} Paketen {% endif %}auf dem Weg zu Ihnen.{% endunless %}',
      },
      invoice: {
        subject: 'Ihre Rechnung {{ invoice }} zur Bestellung {{ channelOrderId }}',
        intro: 'im Anhang finden Sie Ihre Rechnung {{ invoice }}.',
      },
      credit_note: {
        subject: 'Ihre Rechnungskorrektur {{ invoice }} zur Bestellung {{ channelOrderId }}',
        intro: 'im Anhang finden Sie unsere Rechnungskorrektur {{ invoice }}.',
      },
    },
  },
  en: {
    greeting: "{% if customerName != '' %}Dear {{ customerName }}{% else %}Hello{% endif %},",
    follow: 'Track your parcel',
    order: 'Order',
    total: 'Total',
    regards: 'Kind regards',
    kinds: {
      received: {
        subject: 'We have received your order {{ channelOrderId }}',
        intro:
          'Thank you for your order. We are working on it as {{ order }} and will write again as soon as it is on its way.',
      },
      shipped: {
        subject: '{% if total %}Your{% else %}Part of your{% endif %} order {{ channelOrderId }} is on its way',
        intro:
          '{% unless total %}Part of your order is on its way to you. Each of its shipments has a mail of its own.{% else %}Your order is on its way to you{% if trackings.size > 1 %} in {{ trackings.size }} parcels{% endif %}.{% endunless %}',
      },
      invoice: {
        subject: 'Your invoice {{ invoice }} for order {{ channelOrderId }}',
        intro: 'Please find your invoice {{ invoice }} attached.',
      },
      credit_note: {
        subject: 'Your credit note {{ invoice }} for order {{ channelOrderId }}',
        intro: 'Please find our credit note {{ invoice }} attached.',
      },
    },
  },
};

/** The template that is used until staff write one; every kind has one in every language. */
export function defaultContent(kind: MailKind, language: Language): MailContent {
  const { [kind]: of } = words[language].kinds;
  const hasParcels = kind === 'shipped';
  return {
    subject: of.subject,
    mailText: plainText(words[language], of.intro, hasParcels),
    mailHtml: html(words[language], language, of, hasParcels),
  };
}

const textParcels = `{% for parcel in trackings %}{{ parcel.service }} {{ parcel.number }}{% if parcel.url %}
{{ parcel.url }}{% endif %}

{% endfor %}`;

const plainText = (say: Words, intro: string, hasParcels: boolean): string => `${say.greeting}

${intro}

${hasParcels ? textParcels : ''}{% for line in lines %}{{ line.quantity }} × {{ line.title }}{% if line.total %}: {{ line.total }}{% endif %}
{% endfor %}{% if total %}${say.total}: {{ total }}
{% endif %}
${say.regards}
{{ seller }}

${say.order} {{ channelOrderId }} · {{ order }}
`;

const cell = 'padding:8px 0;border-bottom:1px solid #eaecf0;vertical-align:top';
const amount = 'text-align:right;white-space:nowrap;padding-left:16px';

const htmlParcels = (follow: string): string => `
      {% for parcel in trackings %}<div style="margin:0 0 16px;padding:12px 16px;background:#f2f4f7;border-radius:6px">
        <div><b>{{ parcel.service }}</b> {{ parcel.number }}</div>
        {% if parcel.url %}<a href="{{ parcel.url }}" style="color:#175cd3;font-weight:bold">${follow}</a>{% endif %}
      </div>{% endfor %}`;

/** One column, styles inline, nothing to load: every mail program shows it. */
const html = (
  say: Words,
  language: Language,
  { subject, intro }: { subject: string; intro: string },
  hasParcels: boolean,
): string => `<!doctype html>
<html lang="${language}">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <meta name="color-scheme" content="light" />
    <title>${subject}</title>
  </head>
  <body style="margin:0;background:#f2f4f7;font:16px/1.5 Arial,Helvetica,sans-serif;color:#1d2939">
    <div style="max-width:560px;margin:0 auto;padding:24px 12px">
      <p style="margin:0 0 12px;font-weight:bold;font-size:18px">{{ seller }}</p>
      <div style="background:#ffffff;border-radius:8px;padding:24px">
      <p style="margin:0 0 16px">${say.greeting}</p>
      <p style="margin:0 0 16px">${intro}</p>${hasParcels ? htmlParcels(say.follow) : ''}
      <table role="presentation" style="width:100%;border-collapse:collapse;font-size:15px">
        {% for line in lines %}<tr>
          <td style="${cell}">{{ line.quantity }} × {{ line.title }}</td>
          <td style="${cell};${amount}">{{ line.total }}</td>
        </tr>{% endfor %}
        {% if total %}<tr>
          <td style="padding:8px 0;font-weight:bold">${say.total}</td>
          <td style="padding:8px 0;font-weight:bold;${amount}">{{ total }}</td>
        </tr>{% endif %}
      </table>
      <p style="margin:24px 0 0">${say.regards}<br />{{ seller }}</p>
      </div>
      <p style="margin:12px 0 0;color:#475467;font-size:13px">${say.order} {{ channelOrderId }} · {{ order }}</p>
    </div>
  </body>
</html>
`;

import type { MailData } from './mail-templates.ts';
import type { MailKind } from './write-mails.ts';

export type Language = 'de' | 'en';

type Texts = Record<MailKind, (data: MailData) => { subject: string; intro: string }> & {
  greeting(name: string): string;
  follow: string;
  order: string;
  total: string;
  regards: string;
};

/** The words of the customer mails. */
export const mailTexts: Record<Language, Texts> = {
  de: {
    greeting: (name) => (name ? `Guten Tag ${name},` : 'Guten Tag,'),
    follow: 'Sendung verfolgen',
    order: 'Bestellung',
    total: 'Gesamt',
    regards: 'Mit freundlichen Grüßen',
    received: ({ order, channelOrderId }) => ({
      subject: `Ihre Bestellung ${channelOrderId} ist eingegangen`,
      intro: `vielen Dank für Ihre Bestellung. Wir bearbeiten sie unter der Auftragsnummer ${order} und melden uns, sobald sie unterwegs ist.`,
    }),
    shipped: ({ channelOrderId, trackings, total }) => ({
      subject: `${total ? 'Ihre' : 'Ein Teil Ihrer'} Bestellung ${channelOrderId} ist unterwegs`,
      intro: !total
        ? 'ein Teil Ihrer Bestellung ist auf dem Weg zu Ihnen. Jede ihrer Sendungen bekommt eine eigene Nachricht.'
        : trackings.length > 1
          ? `Ihre Bestellung ist in ${trackings.length} Paketen auf dem Weg zu Ihnen.`
          : 'Ihre Bestellung ist auf dem Weg zu Ihnen.',
    }),
    invoice: ({ channelOrderId, invoice }) => ({
      subject: `Ihre Rechnung ${invoice} zur Bestellung ${channelOrderId}`,
      intro: `im Anhang finden Sie Ihre Rechnung ${invoice}.`,
    }),
    credit_note: ({ channelOrderId, invoice }) => ({
      subject: `Ihre Rechnungskorrektur ${invoice} zur Bestellung ${channelOrderId}`,
      intro: `im Anhang finden Sie unsere Rechnungskorrektur ${invoice}.`,
    }),
  },
  en: {
    greeting: (name) => (name ? `Dear ${name},` : 'Hello,'),
    follow: 'Track your parcel',
    order: 'Order',
    total: 'Total',
    regards: 'Kind regards',
    received: ({ order, channelOrderId }) => ({
      subject: `We have received your order ${channelOrderId}`,
      intro: `Thank you for your order. We are working on it as ${order} and will write again as soon as it is on its way.`,
    }),
    shipped: ({ channelOrderId, trackings, total }) => ({
      subject: `${total ? 'Your' : 'Part of your'} order ${channelOrderId} is on its way`,
      intro: !total
        ? 'Part of your order is on its way to you. Each of its shipments has a mail of its own.'
        : trackings.length > 1
          ? `Your order is on its way to you in ${trackings.length} parcels.`
          : 'Your order is on its way to you.',
    }),
    invoice: ({ channelOrderId, invoice }) => ({
      subject: `Your invoice ${invoice} for order ${channelOrderId}`,
      intro: `Please find your invoice ${invoice} attached.`,
    }),
    credit_note: ({ channelOrderId, invoice }) => ({
      subject: `Your credit note ${invoice} for order ${channelOrderId}`,
      intro: `Please find our credit note ${invoice} attached.`,
    }),
  },
};

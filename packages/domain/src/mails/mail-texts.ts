import type { MailData } from './mail-templates.ts';
import type { MailKind } from './write-mails.ts';

export type Language = 'de' | 'en';

type Texts = Record<MailKind, (data: MailData) => { subject: string; intro: string }> & {
  greeting(name: string): string;
  total: string;
  regards: string;
};

/** The words of the customer mails. */
export const mailTexts: Record<Language, Texts> = {
  de: {
    greeting: (name) => `Guten Tag ${name},`,
    total: 'Gesamt',
    regards: 'Mit freundlichen Grüßen',
    received: ({ order, channelOrderId }) => ({
      subject: `Ihre Bestellung ${channelOrderId} ist eingegangen`,
      intro: `vielen Dank für Ihre Bestellung. Wir bearbeiten sie unter der Auftragsnummer ${order}.`,
    }),
    shipped: ({ channelOrderId }) => ({
      subject: `Ihre Bestellung ${channelOrderId} ist unterwegs`,
      intro: 'Ihre Sendung ist auf dem Weg zu Ihnen:',
    }),
    invoice: ({ channelOrderId, invoice }) => ({
      subject: `Ihre Rechnung ${invoice} zur Bestellung ${channelOrderId}`,
      intro: `im Anhang finden Sie Ihre Rechnung ${invoice}.`,
    }),
  },
  en: {
    greeting: (name) => `Dear ${name},`,
    total: 'Total',
    regards: 'Kind regards',
    received: ({ order, channelOrderId }) => ({
      subject: `We have received your order ${channelOrderId}`,
      intro: `thank you for your order. We are working on it as ${order}.`,
    }),
    shipped: ({ channelOrderId }) => ({
      subject: `Your order ${channelOrderId} is on its way`,
      intro: 'your parcel is on its way to you:',
    }),
    invoice: ({ channelOrderId, invoice }) => ({
      subject: `Your invoice ${invoice} for order ${channelOrderId}`,
      intro: `please find your invoice ${invoice} attached.`,
    }),
  },
};

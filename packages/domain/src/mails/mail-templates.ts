import { mailHtml } from './mail-html.ts';
import { type Language, mailTexts } from './mail-texts.ts';
import type { MailKind } from './write-mails.ts';

/** What a mail to a customer says; amounts are written already. */
export interface MailData {
  language: Language;
  seller: string;
  customerName: string;
  order: string;
  channelOrderId: string;
  /** A part of an order has no amounts: what was paid was paid for the whole. */
  lines: { title: string; quantity: number; total: string | null }[];
  total: string | null;
  trackings: { service: string; number: string; url: string | null }[];
  invoice: string | null;
}

export interface WrittenMail {
  subject: string;
  text: string;
  html: string;
}

const germanSpeaking = new Set(['DE', 'AT', 'CH', 'LI', 'LU']);

/** German where German is spoken, else English. */
export const languageOf = (country: string): Language => (germanSpeaking.has(country.toUpperCase()) ? 'de' : 'en');

/** Writes a customer mail; subject without line breaks, every value in the HTML escaped. Only the shipping mail names parcels. */
export function writeMail(kind: MailKind, data: MailData): WrittenMail {
  const { subject, intro } = mailTexts[data.language][kind](data);
  const line = subject.replace(/\p{Cc}+/gu, ' ');
  const trackings = kind === 'shipped' ? data.trackings : [];
  return { subject: line, text: plainText(data, intro, trackings), html: mailHtml(data, line, intro, trackings) };
}

function plainText(data: MailData, intro: string, trackings: MailData['trackings']): string {
  const say = mailTexts[data.language];
  const parcels = trackings.map(({ service, number, url }) =>
    [`${service} ${number}`, ...(url ? [url] : [])].join('\n'),
  );
  const lines = data.lines.map(({ quantity, title, total }) => `${quantity} × ${title}${total ? `: ${total}` : ''}`);
  const blocks = [
    say.greeting(data.customerName),
    intro,
    ...parcels,
    [...lines, ...(data.total ? [`${say.total}: ${data.total}`] : [])].join('\n'),
    `${say.regards}\n${data.seller}`,
    `${say.order} ${data.channelOrderId} · ${data.order}`,
  ];
  return `${blocks.join('\n\n')}\n`;
}

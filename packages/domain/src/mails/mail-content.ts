import { z } from 'zod';

export const languages = ['de', 'en'] as const;
export type Language = (typeof languages)[number];

const liquid = (most: number) => z.string().min(1).max(most);

/** What staff write for a customer mail; all texts are Liquid. */
export const mailContent = z.object({
  subject: liquid(500),
  mailText: liquid(20_000),
  mailHtml: liquid(50_000),
});
export type MailContent = z.output<typeof mailContent>;

/** What a template can see; amounts are written already. */
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
  /** Number of the invoice or credit note that is attached. */
  invoice: string | null;
}

const germanSpeaking = new Set(['DE', 'AT', 'CH', 'LI', 'LU']);

/** German where German is spoken, else English. */
export const languageOf = (country: string): Language => (germanSpeaking.has(country.toUpperCase()) ? 'de' : 'en');

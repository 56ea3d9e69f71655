import type { TemplateProblem } from '@kontor/domain/carriers/template-content';
import type { MailContent, MailData } from '@kontor/domain/mails/mail-content';
import { problemsOfText } from '../template/check-template.ts';
import { escapeLine, escapeMarkup, escapeText } from '../template/escape-output.ts';
import { renderText } from '../template/render-hand-over.ts';
import { TemplateFault } from '../template/template-fault.ts';

export interface WrittenMail {
  subject: string;
  text: string;
  html: string;
}

const escapes = { subject: escapeLine, mailText: escapeText, mailHtml: escapeMarkup };
const parts = ['subject', 'mailText', 'mailHtml'] as const;

/** Fills a template; subject without line breaks, every value in the HTML escaped. Throws TemplateFault with the place of the fault. */
export function renderMail(content: MailContent, data: MailData): WrittenMail {
  const [subject, text, html] = parts.map((part) => renderText(content[part], part, escapes[part], data));
  return { subject: subject!.replace(/\p{Cc}+/gu, ' ').trim(), text: text!, html: html! };
}

/** Everything that is wrong with a template, also in branches that the sample does not reach; empty when it can be used. */
export function checkMail(content: MailContent): TemplateProblem[] {
  const written = parts.flatMap((part) => problemsOfText(content[part], part, escapes[part], sampleMail));
  return written.length ? written : problemsOfSample(content);
}

function problemsOfSample(content: MailContent): TemplateProblem[] {
  try {
    const { subject, text } = renderMail(content, sampleMail);
    if (subject && text.trim()) return [];
    const part = subject ? 'mailText' : 'subject';
    return [{ part, line: null, column: null, code: 'empty', found: '', suggestion: null }];
  } catch (error) {
    if (error instanceof TemplateFault) return error.problems;
    throw error;
  }
}

/** A made-up order with every field filled and signs that must be escaped; goes to nobody. */
export const sampleMail: MailData = {
  language: 'de',
  seller: 'Probe Handel GmbH',
  customerName: 'Probe Müller & Söhne',
  order: 'A-000000',
  channelOrderId: '000-0000000-0000000',
  lines: [
    { title: 'Probeartikel 1 <groß>', quantity: 2, total: '19,98 €' },
    { title: 'Probeartikel 2', quantity: 1, total: '4,99 €' },
  ],
  total: '24,97 €',
  trackings: [{ service: 'DHL', number: '00340000000000000000', url: 'https://example.org/?n=1&m=2' }],
  invoice: 'RE-0000-000000',
};

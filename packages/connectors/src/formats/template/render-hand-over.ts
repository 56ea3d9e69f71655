import type { OutgoingFile } from '@kontor/domain/carriers/carrier-transport.port';
import { templateParts, type TemplateContent, type TemplatePart } from '@kontor/domain/carriers/template-content';
import { encodeText } from './encode-text.ts';
import { escapeLine, escapeMarkup, escapeOutput, escapeText } from './escape-output.ts';
import { handOverView, type HandOverSet } from './hand-over-view.ts';
import { problemsOfOutput } from './problems-of-output.ts';
import { limits, templateEngine } from './template-engine.ts';
import { problemOf, TemplateFault } from './template-fault.ts';

/** A hand-over before it is bytes: the file's text and the mail around it. */
export interface RenderedHandOver {
  fileName: string;
  text: string;
  subject: string;
  mailText: string;
  mailHtml: string;
}

const mediaTypes: Record<TemplateContent['format'], string> = {
  csv: 'text/csv',
  text: 'text/plain',
  xml: 'application/xml',
  json: 'application/json',
  pdf: 'application/pdf',
};

/** Fills a template; throws TemplateFault with the place of the fault, also when a shipment does not stand in the file. */
export function renderHandOver(content: TemplateContent, set: HandOverSet): RenderedHandOver {
  const view = handOverView(set, content.format);
  const rendered = Object.fromEntries(
    templateParts.map((part) => [part, renderPart(content, part, part === 'body' ? view : handOverView(set, 'text'))]),
  ) as Record<TemplatePart, string>;
  const problems = problemsOfOutput(content, rendered.body, set);
  if (problems.length) throw new TemplateFault(problems);
  const { body: text, subject, mailText, mailHtml } = rendered;
  return { fileName: safeFileName(rendered.fileName), text, subject: subject.trim(), mailText, mailHtml };
}

/** Renders one text of a template; throws TemplateFault. */
export const renderPart = (content: TemplateContent, part: TemplatePart, view: object): string =>
  renderText(content[part], part, escapeOf(content, part), view);

/** Fills a text; every value is written by `escape`. Throws TemplateFault. */
export function renderText(
  template: string,
  part: TemplatePart,
  escape: (value: unknown) => string,
  view: object,
): string {
  try {
    const text = String(templateEngine(escape).parseAndRenderSync(template, view));
    if (text.length > limits.output) throw new Error('output limit exceeded');
    return text;
  } catch (error) {
    throw new TemplateFault([problemOf(part, error, view)]);
  }
}

export function escapeOf(content: TemplateContent, part: TemplatePart): (value: unknown) => string {
  if (part === 'body') return escapeOutput(content);
  if (part === 'mailHtml') return escapeMarkup;
  return part === 'mailText' ? escapeText : escapeLine;
}

/** A rendered hand-over as a file; `printPdf` throws what the printer throws. */
export async function handOverFile(
  content: TemplateContent,
  { fileName, text }: RenderedHandOver,
  printPdf: (html: string) => Promise<Uint8Array>,
): Promise<OutgoingFile> {
  const mediaType = mediaTypes[content.format];
  if (content.format === 'pdf') return { name: fileName, mediaType, bytes: await printPdf(text) };
  const charset = content.format === 'json' ? '' : `; charset=${content.encoding.replace('-bom', '')}`;
  return { name: fileName, mediaType: mediaType + charset, bytes: encodeText(text, content) };
}

/** A name is a name, never a path: no separators, no leading dots, nothing that pick-ups take for unfinished. */
export function safeFileName(name: string): string {
  const plain = name
    .trim()
    .replace(/[^\p{L}\p{N}._ -]/gu, '_')
    .replace(/^[.\s]+/, '')
    .replace(/\.(tmp|part)$/i, '_$1')
    .slice(0, 150);
  return plain || 'file';
}

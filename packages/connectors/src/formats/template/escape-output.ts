import type { TemplateContent } from '@kontor/domain/carriers/template-content';

type Escape = (value: unknown) => string;

// oxlint-disable-next-line no-control-regex
const control = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\ufffe\uffff]/g;
const plain = (value: unknown): string => String(value ?? '').replace(control, '');
const oneLine = (value: unknown): string => plain(value).replace(/[\r\n]+/g, ' ');

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&apos;' };
const markup: Escape = (value) => plain(value).replace(/[&<>"']/g, (sign) => entities[sign]!);

function cell({ delimiter, quoting }: TemplateContent): Escape {
  return (value) => {
    const text = oneLine(value);
    if (quoting === 'never') return text.replaceAll(delimiter, ' ');
    const isSpecial = text.includes(delimiter) || /["\t]|^\s|\s$/.test(text);
    return quoting === 'always' || isSpecial ? `"${text.replaceAll('"', '""')}"` : text;
  };
}

/** How a value is written so that it can never be more than a value: `{{ }}` in JSON brings its own quotes. */
export function escapeOutput(content: TemplateContent): Escape {
  switch (content.format) {
    case 'csv':
      return cell(content);
    case 'xml':
    case 'pdf':
      return markup;
    case 'json':
      return (value) => JSON.stringify(value ?? null);
    case 'text':
      return oneLine;
  }
}

/** The escapes of the texts around the file. */
export const escapeText: Escape = plain;
export const escapeLine: Escape = oneLine;
export const escapeMarkup: Escape = markup;

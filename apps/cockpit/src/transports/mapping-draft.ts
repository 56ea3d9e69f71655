import type { Config } from './connection-fields.ts';

export const TARGETS = ['shipment', 'trackingNumber', 'parcelService', 'shippedAt'] as const;
export type Target = (typeof TARGETS)[number];

/** One line of the mapping as it is edited; values as 'their word=ours', one a line. */
export interface MappedField {
  at: string;
  values: string;
  otherwise: string;
}

export interface MappingDraft {
  format: string;
  encoding: string;
  records: string;
  titles: boolean;
  separator: string;
  fields: Record<Target, MappedField>;
}

type Stored = Config & { fields?: Record<string, { at: string; values?: Record<string, string>; otherwise?: string }> };

/** A stored mapping for editing. */
export function toDraft(mapping: Stored | undefined): MappingDraft {
  const text = (name: string, otherwise = '') => String(mapping?.[name] ?? otherwise);
  const field = (target: Target): MappedField => {
    const { at = '', values = {}, otherwise = '' } = mapping?.fields?.[target] ?? {};
    return {
      at,
      otherwise,
      values: Object.entries(values)
        .map(([their, ours]) => `${their}=${ours}`)
        .join('\n'),
    };
  };
  return {
    format: text('format', 'csv'),
    encoding: text('encoding', 'auto'),
    records: text('records'),
    titles: mapping?.titles !== false,
    separator: text('separator'),
    fields: Object.fromEntries(TARGETS.map((target) => [target, field(target)])) as Record<Target, MappedField>,
  };
}

/** The mapping as it is stored; fields without a place are left out. */
export function fromDraft({ format, encoding, records, titles, separator, fields }: MappingDraft): Config {
  const field = ({ at, values, otherwise }: MappedField) => {
    const words = values.split('\n').flatMap((line) => {
      const cut = line.indexOf('=');
      return cut > 0 ? [[line.slice(0, cut).trim(), line.slice(cut + 1).trim()]] : [];
    });
    return {
      at: at.trim(),
      ...(words.length ? { values: Object.fromEntries(words) } : {}),
      ...(otherwise ? { otherwise } : {}),
    };
  };
  const isNeeded = (target: Target) =>
    target === 'shipment' || target === 'trackingNumber' || fields[target].at.trim() !== '';
  return {
    format,
    encoding,
    records,
    titles,
    ...(separator ? { separator } : {}),
    fields: Object.fromEntries(TARGETS.filter(isNeeded).map((target) => [target, field(fields[target])])),
  };
}

import type { Formats } from '../i18n/formats.ts';
import type { Say } from '../i18n/say.ts';

interface Criterion {
  name: string;
  value: string;
  limit: string;
  passed: boolean;
}

/** Grams and millimetres in the units people read; anything else stays. */
function amount(text: string, formats: Formats): string {
  const [, number, unit] = /^(\d+) (g|mm)$/.exec(text) ?? [];
  if (!number) return text;
  return unit === 'g' ? formats.weight(Number(number)) : formats.size([Number(number)]);
}

const UNIT = / (kg|cm)$/;

const level = (code: string, t: Say) => (/^(standard|express)$/.test(code) ? t(`why.level.${code}`) : code);

/** Both sides of one comparison: "2,1 ≤ 31,5 kg", "DE in DE, AT", "3 ≤ 100 frei". */
export function criterionText({ name, value, limit, passed }: Criterion, t: Say, formats: Formats): string {
  if (name === 'country') return t('why.in', { value, limit: limit.split(' ').join(', ') });
  if (name === 'level' && value === limit) return level(value, t);
  if (name === 'level') return t('why.levels', { value: level(value, t), limit: level(limit, t) });
  const right = name === 'stock' ? t('why.available', { n: limit }) : amount(limit, formats);
  const left = amount(value, formats);
  return `${UNIT.test(right) ? left.replace(UNIT, '') : left} ${passed ? '≤' : '>'} ${right}`;
}

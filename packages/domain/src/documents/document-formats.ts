import { documentTexts, type DocumentLanguage } from './document-texts.ts';

/** How a document of a language writes days, amounts and rates. */
export interface DocumentFormats {
  /** 2026-11-24 → 24.11.2026, 24/11/2026. */
  day(iso: string): string;
  /** 123456, EUR → 1.234,56 €, €1,234.56. */
  money(cents: number, currency: string): string;
  /** 255 → 25,5 %, 25.5%. */
  rate(permille: number): string;
}

function formatsOf(language: DocumentLanguage): DocumentFormats {
  const { locale } = documentTexts[language];
  const days = new Intl.DateTimeFormat(locale, { dateStyle: 'short', timeZone: 'UTC' });
  const rates = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 1 });
  const currencies = new Map<string, Intl.NumberFormat>();
  const moneyFormat = (currency: string): Intl.NumberFormat => {
    const known = currencies.get(currency) ?? new Intl.NumberFormat(locale, { style: 'currency', currency });
    currencies.set(currency, known);
    return known;
  };
  return {
    day: (iso) =>
      language === 'de' ? iso.split('-').toReversed().join('.') : days.format(new Date(`${iso}T12:00:00Z`)),
    money: (cents, currency) =>
      moneyFormat(currency)
        .format(cents / 100)
        .replaceAll('\u00a0', ' '),
    rate: (permille) => rates.format(permille / 1_000).replaceAll('\u00a0', ' '),
  };
}

export const documentFormats: Record<DocumentLanguage, DocumentFormats> = {
  de: formatsOf('de'),
  en: formatsOf('en'),
};

import type { Terms } from './xml-terms.ts';

const cents = (amount: string | undefined): number => Math.round(Number(amount) * 100);
const sum = (values: string[]): number => values.reduce((all, value) => all + cents(value), 0);
const has =
  (term: string) =>
  (of: Terms): boolean =>
    of(term).length > 0;
const isCode =
  (term: string, codes: RegExp) =>
  (of: Terms): boolean =>
    of(term).length > 0 && of(term).every((value) => codes.test(value));
const is =
  (term: string, category: string) =>
  (of: Terms): boolean =>
    of(term).includes(category);
const implies =
  (when: (of: Terms) => boolean, then: (of: Terms) => boolean) =>
  (of: Terms): boolean =>
    !when(of) || then(of);
const isSum =
  (total: string, parts: string) =>
  (of: Terms): boolean =>
    cents(of(total)[0]) === sum(of(parts));

/** Rows of a group: the values of its terms, one per row. */
const rows = (of: Terms, terms: string[]): string[][] =>
  of(terms[0]!).map((_, row) => terms.map((term) => of(term)[row] ?? ''));
const breakdowns = (of: Terms) =>
  rows(of, ['BT-116', 'BT-117', 'BT-118', 'BT-119']).map(([base, tax, category, rate]) => ({
    base,
    tax,
    category,
    rate: Number(rate),
  }));
const lines = (of: Terms) => rows(of, ['BT-131', 'BT-129', 'BT-146', 'BT-149', 'BT-151', 'BT-152']);
const linesPerTerm = (of: Terms): boolean =>
  ['BT-129', 'BT-131', 'BT-146', 'BT-151', 'BT-152', 'BT-153'].every((term) => of(term).length === of('BT-126').length);

/** Line by line: quantity × price by its base, to two cents for rounding. */
const isPriced = ([net, quantity, price, base]: string[]): boolean =>
  Math.abs(cents(net) - (cents(price) * Number(quantity)) / (Number(base) || 1)) <= 2;
const isTaxed = ({ base, tax, rate }: { base?: string | undefined; tax?: string | undefined; rate: number }): boolean =>
  Math.abs(cents(tax) - (cents(base) * rate) / 100) < 100;
const isOfItsLines = (of: Terms): boolean =>
  breakdowns(of).every(
    ({ base, category, rate }) =>
      cents(base) ===
      sum(
        lines(of)
          .filter(([, , , , of_, at]) => of_ === category && Number(at) === rate)
          .map(([net]) => net!),
      ),
  );
const exempt = (of: Terms): number => of('BT-118').filter((category) => /^[EGKO]$/.test(category)).length;

/**
 * The rules of EN 16931 and XRechnung 3.0 that touch what we write, by their official names, over the XML as it was written. No
 * package of npm or Debian brings the official schematron; where its folder is configured the tests run it over the same documents.
 */
const rules: Record<string, (of: Terms) => boolean> = {
  'BR-02': has('BT-1'),
  'BR-03': isCode('BT-2', /^\d{4}-?\d{2}-?\d{2}$/),
  'BR-04': isCode('BT-3', /^38[014]$/),
  'BR-05': isCode('BT-5', /^[A-Z]{3}$/),
  'BR-06': has('BT-27'),
  'BR-07': has('BT-44'),
  'BR-09': isCode('BT-40', /^[A-Z]{2}$/),
  'BR-11': isCode('BT-55', /^[A-Z]{2}$/),
  'BR-16': has('BT-126'),
  'BR-21 … BR-26': linesPerTerm,
  'BR-27': (of) => of('BT-146').every((price) => Number(price) >= 0),
  'BR-55': implies(is('BT-3', '381'), has('BT-25')),
  'BR-57': isCode('BT-80', /^[A-Z]{2}$/),
  'BR-CO-09': (of) => [...of('BT-31'), ...of('BT-48')].every((id) => /^(?:[A-Z]{2})/.test(id)),
  'BR-CO-10': isSum('BT-106', 'BT-131'),
  'BR-CO-13': (of) => cents(of('BT-109')[0]) === cents(of('BT-106')[0]),
  'BR-CO-14': isSum('BT-110', 'BT-117'),
  'BR-CO-15': (of) => cents(of('BT-112')[0]) === cents(of('BT-109')[0]) + cents(of('BT-110')[0]),
  'BR-CO-16': (of) => cents(of('BT-115')[0]) === cents(of('BT-112')[0]) - cents(of('BT-113')[0] ?? '0'),
  'BR-CO-17': (of) => breakdowns(of).every(isTaxed),
  'BR-CO-18': has('BT-118'),
  'BR-CO-25': implies((of) => cents(of('BT-115')[0]) > 0, has('BT-20')),
  'BR-CO-26': (of) => ['BT-30', 'BT-31'].some((term) => has(term)(of)),
  'BR-S-08': isOfItsLines,
  'BR-S-05': (of) => breakdowns(of).every(({ category, rate }) => category !== 'S' || rate > 0),
  'BR-E-05, BR-G-05, BR-IC-05, BR-Z-05': (of) => breakdowns(of).every(({ category, rate }) => category === 'S' || rate === 0),
  'BR-E-10, BR-G-10, BR-IC-10': (of) => of('BT-120').length === exempt(of),
  'BR-G-02': implies(is('BT-118', 'G'), has('BT-31')),
  'BR-IC-02': implies(is('BT-118', 'K'), (of) => has('BT-31')(of) && has('BT-48')(of)),
  'BR-IC-11': implies(is('BT-118', 'K'), has('BT-72')),
  'BR-IC-12': implies(is('BT-118', 'K'), has('BT-80')),
  'BR-DE-1': has('BT-81'),
  'BR-DE-3': has('BT-37'),
  'BR-DE-4': has('BT-38'),
  'BR-DE-5': has('BT-41'),
  'BR-DE-6': has('BT-42'),
  'BR-DE-7': has('BT-43'),
  'BR-DE-8': has('BT-52'),
  'BR-DE-9': has('BT-53'),
  'BR-DE-10': has('BT-77'),
  'BR-DE-11': has('BT-78'),
  'BR-DE-14': (of) => of('BT-119').length === of('BT-118').length,
  'BR-DE-15': has('BT-10'),
  'BR-DE-16': (of) => ['BT-31', 'BT-32'].some((term) => has(term)(of)),
  'BR-DE-21': isCode('BT-24', /^urn:cen\.eu:en16931:2017#compliant#urn:xeinkauf\.de:kosit:xrechnung_3\.0$/),
  'BR-DE-23-a': implies(isCode('BT-81', /^(?:30|58)$/), has('BT-84')),
  'BR-DE-27': (of) => of('BT-42').every((phone) => phone.replace(/\D/g, '').length >= 3),
  'BR-DE-28': (of) => of('BT-43').every((mail) => /^[^@\s]+@[^@\s.]+(?:\.[^@\s.]+)+$/.test(mail)),
  'PEPPOL-EN16931-R001': has('BT-23'),
  'PEPPOL-EN16931-R010': has('BT-49'),
  'PEPPOL-EN16931-R020': has('BT-34'),
  'PEPPOL-EN16931-R120': (of) => lines(of).every(isPriced),
  'PEPPOL-EN16931-R121': (of) => of('BT-149').every((base) => Number(base) > 0),
}; // prettier-ignore

/** The rules that an XRechnung breaks, by their official names; empty: none. Pure. */
export const brokenXRechnungRules = (terms: Terms): string[] =>
  Object.entries(rules)
    .filter(([, holds]) => !holds(terms))
    .map(([name]) => name);

import type { Address } from '@kontor/domain/kernel/address';
import type { AmazonAddress } from './amazon.wire.ts';

const endsWithHouseNumber = /\p{L}.*?[\s.:,]\d+\s?[a-z]?(\s?[-/+]\s?\d+\s?[a-z]?)?$/iu;
const onlyHouseNumber = /^\d+\s?[a-z]?(\s?[-/]\s?\d+\s?[a-z]?)?$/iu;
const letterAndDigit = /^(?=.*\p{L})(?=.*\d)/u;
/** Lines that hold a number and are still no street. */
const insideBuilding =
  /^(c\/o|z\.?\s?hd|warenannahme|rampe|eingang|lager\b|etage|stock|whg|wohnung|app\b|apt|appartement|zimmer|raum|büro|haus\s|hinterhaus|vorderhaus|gebäude|halle|tor|aufgang|postnummer|flat|suite|unit|\d+\.?\s?(og|etage|stock))/iu;
const legalForm = /\b(gmbh|ag|kg|ohg|gbr|ug|mbh|e\.\s?v|eg|e\.\s?k|ltd|inc|se)\b|& co\b/iu;

function streetScore(line: string): number {
  if (insideBuilding.test(line)) return 0;
  if (endsWithHouseNumber.test(line)) return 2;
  return letterAndDigit.test(line) ? 1 : 0;
}

/** Joins 'Musterstraße' and '12' when the customer put them on two lines. */
function joinHouseNumber(lines: string[]): string[] {
  const at = lines.findIndex((line, i) => i > 0 && onlyHouseNumber.test(line) && !/\d/.test(lines[i - 1]!));
  return at < 0 ? lines : lines.toSpliced(at - 1, 2, `${lines[at - 1]} ${lines[at]}`);
}

/** Which line is the street: the first with a house number at its end, else the first with a number, else the first. */
function streetIndex(lines: string[]): number {
  const scores = lines.map(streetScore);
  return Math.max(0, scores.indexOf(Math.max(...scores)));
}

/** Amazon's free address lines as a postal address; null while Amazon withholds name and lines (pending, FBA). */
export function toAddress(wire: AmazonAddress | null | undefined): Address | null {
  const trimmed = [wire?.addressLine1, wire?.addressLine2, wire?.addressLine3].map((line) => line?.trim() ?? '');
  const lines = joinHouseNumber(trimmed.filter(Boolean));
  if (!wire || (!wire.name && !lines.length)) return null;
  const at = streetIndex(lines);
  const others = lines.filter((_, i) => i !== at);
  const named = wire.companyName?.trim() || null;
  const company = named ?? others.find((line) => legalForm.test(line)) ?? null;
  return {
    name: wire.name?.trim() ?? '',
    company,
    street: lines[at] ?? '',
    addition: others.filter((line) => line !== company).join(', ') || null,
    postcode: wire.postalCode?.trim() ?? '',
    city: wire.city?.trim() ?? '',
    country: wire.countryCode?.trim() ?? '',
    phone: wire.phone?.trim() || null,
  };
}

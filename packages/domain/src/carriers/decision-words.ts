import type { Arrival, Candidate, Cost, Criterion, DecisionRecord } from './decision.ts';
import { decisionTexts, type DecisionLanguage } from './decision-texts.ts';
import type { Parcel } from './parcel.ts';

/** Turns a stored decision into words of one language; every word comes from the record, nothing is decided again. */
export class DecisionWords {
  readonly #texts;
  readonly #currency: string;

  constructor(language: DecisionLanguage, currency: string) {
    this.#texts = decisionTexts[language];
    this.#currency = currency;
  }

  #number(value: number): string {
    return cached(
      numbers,
      this.#texts.tag,
      () => new Intl.NumberFormat(this.#texts.tag, { maximumFractionDigits: 2 }),
    ).format(value);
  }

  /** Minor units as money. */
  money(cents: number): string {
    const { tag } = this.#texts;
    const make = () => new Intl.NumberFormat(tag, { style: 'currency', currency: this.#currency });
    const format = cached(numbers, tag + this.#currency, make);
    return format.format(cents / 10 ** (format.resolvedOptions().maximumFractionDigits ?? 2));
  }

  #day(day: string): string {
    const options = { timeZone: 'UTC', weekday: 'short', day: '2-digit', month: '2-digit' } as const;
    return cached(dates, this.#texts.tag, () => new Intl.DateTimeFormat(this.#texts.tag, options)).format(
      new Date(`${day}T00:00:00Z`),
    );
  }

  label(name: Criterion['name']): string {
    return this.#texts.criterion[name];
  }

  /** Both sides of one comparison: "12,4 ≤ 31,5 kg", "1 > 0 frei (SKU-1)". */
  criterion({ name, value, limit, unit, passed, sku }: Criterion): string {
    const { is, level, inList, notInList, against, free, pieces } = this.#texts;
    const sign = passed ? '≤' : '>';
    if (name === 'channel') return (passed ? notInList : inList)(String(value), list(limit));
    if (name === 'country' || name === 'postcode') return (passed ? inList : notInList)(String(value), list(limit));
    if (name === 'level' && value === limit) return level[value as 'standard'];
    if (name === 'level') return against(level[value as 'standard'], level[limit as 'standard']);
    if (name === 'stock') return `${value} ${sign} ${free(this.#number(Number(limit)))}${sku ? ` (${sku})` : ''}`;
    if (unit === 'g') return `${this.#number(Number(value) / 1_000)} ${sign} ${this.#number(Number(limit) / 1_000)} kg`;
    if (unit === 'mm') return `${this.#number(Number(value) / 10)} ${sign} ${this.#number(Number(limit) / 10)} cm`;
    if (unit === 'pieces') return `${value} ${sign} ${pieces(Number(limit))}`;
    if (name === 'hazardous') return `${sku ?? is.hazardous}: ${is[limit as 'served']}`;
    if (name === 'island') return `${value}: ${is[limit as 'served']}`;
    return is[(name === 'active' ? value : limit) as 'paused'];
  }

  /** Why this one: the reason with both prices and days. */
  summary(record: DecisionRecord): string {
    const { legs, runnerUp, candidates, reason, input } = record;
    const second = candidates.find(
      (one) => one.carrierCode === runnerUp?.carrierCode && one.serviceCode === runnerUp.serviceCode,
    );
    return this.#texts.reason[reason]({
      chosen: legs.map((leg) => this.#option(leg, leg)).join(' + '),
      second: second && runnerUp ? this.#option(second, runnerUp) : '–',
      promised: input.promisedOn ? this.#day(input.promisedOn) : '–',
    });
  }

  #option(of: Pick<Candidate, 'carrierName' | 'serviceName'>, at: { cents: number; arrivesOn: string }): string {
    return `${of.carrierName} · ${of.serviceName} (${this.money(at.cents)}, ${this.#day(at.arrivesOn)})`;
  }

  strategy({ strategy: { kind, dayCents } }: DecisionRecord): string {
    return this.#texts.strategy[kind](dayCents ? this.money(dayCents) : '');
  }

  /** "2 Pakete: 24,1 kg, 60 × 40 × 30 cm; …" */
  parcels(parcels: Parcel[]): string {
    const each = parcels.map(({ weightG, lengthMm, widthMm, heightMm }) => {
      const sides = [lengthMm, widthMm, heightMm].map((mm) => this.#number(mm / 10)).join(' × ');
      return `${this.#number(weightG / 1_000)} kg, ${sides} cm`;
    });
    return `${this.#texts.parcels(parcels.length)}: ${each.join('; ')}`;
  }

  /** Base price and each surcharge, with the tariff they come from. */
  cost({ cents, baseCents, surcharges, tariff, zone }: Cost): string {
    const parts = surcharges.map((one) => ` + ${this.money(one.cents)} ${one.name}`).join('');
    const sum = surcharges.length ? `${this.money(baseCents)}${parts} = ${this.money(cents)}` : this.money(cents);
    return tariff ? `${sum} (${this.#texts.tariff(tariff, zone)})` : sum;
  }

  /** Cut-off, dispatch, days on the way, and the days that did not count. */
  arrival({ cutOff, missedCutOff, shipsOn, transitDays, arrivesOn, skipped }: Arrival): string {
    const { inTimeFor, tooLateFor, route, skipped: notCounted, weekend, closedDay } = this.#texts;
    const why = (reason: string): string => (reason === 'weekday' ? weekend : reason === 'closed' ? closedDay : reason);
    const days = skipped.map((one) => `${this.#day(one.day)} ${why(one.why)}`).join(', ');
    return [
      ...(cutOff ? [missedCutOff ? tooLateFor(cutOff) : inTimeFor(cutOff)] : []),
      route(this.#day(shipsOn), transitDays, this.#day(arrivesOn)),
      ...(days ? [notCounted(days)] : []),
    ].join('; ');
  }
}

const list = (limit: Criterion['limit']): string => (Array.isArray(limit) ? limit.join(', ') : String(limit));

const numbers = new Map<string, Intl.NumberFormat>();
const dates = new Map<string, Intl.DateTimeFormat>();

/** Formats are slow to make. */
function cached<Format>(made: Map<string, Format>, key: string, make: () => Format): Format {
  const format = made.get(key) ?? make();
  made.set(key, format);
  return format;
}

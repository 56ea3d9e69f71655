import type { ChoiceReason, CriterionName } from './decision.ts';
import type { ServiceLevel, Strategy } from './matrix-terms.ts';

export type DecisionLanguage = 'de' | 'en';

/** Words of a decision; numbers come in formatted. */
interface DecisionTexts {
  tag: string;
  reason: Record<ChoiceReason, (with_: { chosen: string; second: string; promised: string }) => string>;
  strategy: Record<Strategy['kind'], (day: string) => string>;
  criterion: Record<CriterionName, string>;
  level: Record<ServiceLevel, string>;
  is: {
    active: string;
    paused: string;
    at_rest: string;
    served: string;
    not_served: string;
    hazardous: string;
    closed: string;
  };
  pieces: (n: number) => string;
  inList: (value: string, list: string) => string;
  notInList: (value: string, list: string) => string;
  against: (asked: string, offered: string) => string;
  free: (n: string) => string;
  parcels: (n: number) => string;
  tariff: (version: string, zone: string) => string;
  inTimeFor: (cutOff: string) => string;
  tooLateFor: (cutOff: string) => string;
  route: (ships: string, days: number, arrives: string) => string;
  skipped: (days: string) => string;
  weekend: string;
  closedDay: string;
}

const de: DecisionTexts = {
  tag: 'de-DE',
  reason: {
    only_one_fits: ({ chosen }) => `Nur ${chosen} erfüllt alle Kriterien.`,
    cheapest_in_time: ({ chosen, second, promised }) =>
      `Am günstigsten von denen, die bis ${promised} ankommen: ${chosen} vor ${second}.`,
    cheapest: ({ chosen, second }) => `Am günstigsten: ${chosen} vor ${second}.`,
    worth_the_surcharge: ({ chosen, second }) => `Früher da, und der Aufpreis ist es wert: ${chosen} vor ${second}.`,
    faster_at_same_price: ({ chosen, second }) => `Gleicher Preis, aber schneller: ${chosen} vor ${second}.`,
    priority_at_same_price: ({ chosen, second }) =>
      `Gleicher Preis, gleich schnell, höher in der Matrix: ${chosen} vor ${second}.`,
    fastest_none_in_time: ({ chosen, promised }) => `Keiner kommt bis ${promised} an, daher der schnellste: ${chosen}.`,
    fastest: ({ chosen, second }) => `Am schnellsten: ${chosen} vor ${second}.`,
    cheaper_at_same_day: ({ chosen, second }) => `Gleich schnell, aber günstiger: ${chosen} vor ${second}.`,
    weighted_best: ({ chosen, second }) => `Preis und Tage zusammen am besten: ${chosen} vor ${second}.`,
    first_in_order: ({ chosen, second }) => `Die oberste Zeile, die passt: ${chosen} vor ${second}.`,
    split: ({ chosen }) => `Kein Versender hat alles; aufgeteilt auf ${chosen}.`,
    split_by_hand: ({ chosen }) => `Von Hand aufgeteilt: ${chosen}.`,
    none_fits: () => 'Kein Versender erfüllt alle Kriterien.',
  },
  strategy: {
    cheapest: (day) =>
      day ? `günstigster in der Frist, bis ${day} mehr je Tag früher` : 'günstigster in der Frist, dann schnellster',
    fastest: () => 'schnellster, dann günstigster',
    weighted: (day) => `Preis plus ${day || '0'} je Tag`,
    fixed_order: () => 'feste Reihenfolge',
  },
  criterion: {
    active: 'In Betrieb',
    channel: 'Kanal',
    country: 'Land',
    postcode: 'PLZ',
    island: 'Insel',
    level: 'Art',
    hazardous: 'Gefahrgut',
    weight: 'Gewicht',
    length: 'Länge',
    width: 'Breite',
    height: 'Höhe',
    girth: 'Gurtmaß',
    parcels: 'Pakete',
    calendar: 'Kalender',
    tariff: 'Tarif bis',
    stock: 'Bestand',
  },
  level: { standard: 'Standard', express: 'Express', cash_on_delivery: 'Nachnahme' },
  is: {
    active: 'aktiv',
    paused: 'pausiert',
    at_rest: 'ruht, nicht scharf',
    served: 'wird bedient',
    not_served: 'wird nicht bedient',
    hazardous: 'Gefahrgut',
    closed: 'arbeitet an keinem Tag',
  },
  pieces: (n) => `${n} Stück`,
  inList: (value, list) => `${value} in ${list}`,
  notInList: (value, list) => `${value} nicht in ${list}`,
  against: (asked, offered) => `${asked}, Dienst ${offered}`,
  free: (n) => `${n} frei`,
  parcels: (n) => (n === 1 ? '1 Paket' : `${n} Pakete`),
  tariff: (version, zone) => `Tarif ${version}, Zone ${zone}`,
  inTimeFor: (cutOff) => `vor Annahmeschluss ${cutOff}`,
  tooLateFor: (cutOff) => `Annahmeschluss ${cutOff} verpasst`,
  route: (ships, days, arrives) =>
    `Versand ${ships}, ${days === 1 ? '1 Tag' : `${days} Tage`} unterwegs, Ankunft ${arrives}`,
  skipped: (days) => `nicht gezählt: ${days}`,
  weekend: 'arbeitsfrei',
  closedDay: 'geschlossen',
};

const en: DecisionTexts = {
  tag: 'en-GB',
  reason: {
    only_one_fits: ({ chosen }) => `Only ${chosen} meets all criteria.`,
    cheapest_in_time: ({ chosen, second, promised }) =>
      `Cheapest of those that arrive by ${promised}: ${chosen} before ${second}.`,
    cheapest: ({ chosen, second }) => `Cheapest: ${chosen} before ${second}.`,
    worth_the_surcharge: ({ chosen, second }) => `Earlier, and worth the surcharge: ${chosen} before ${second}.`,
    faster_at_same_price: ({ chosen, second }) => `Same price, but faster: ${chosen} before ${second}.`,
    priority_at_same_price: ({ chosen, second }) =>
      `Same price, equally fast, higher in the matrix: ${chosen} before ${second}.`,
    fastest_none_in_time: ({ chosen, promised }) => `None arrives by ${promised}, therefore the fastest: ${chosen}.`,
    fastest: ({ chosen, second }) => `Fastest: ${chosen} before ${second}.`,
    cheaper_at_same_day: ({ chosen, second }) => `Equally fast, but cheaper: ${chosen} before ${second}.`,
    weighted_best: ({ chosen, second }) => `Best in price and days together: ${chosen} before ${second}.`,
    first_in_order: ({ chosen, second }) => `The topmost row that fits: ${chosen} before ${second}.`,
    split: ({ chosen }) => `No carrier has everything; split over ${chosen}.`,
    split_by_hand: ({ chosen }) => `Split by hand: ${chosen}.`,
    none_fits: () => 'No carrier meets all criteria.',
  },
  strategy: {
    cheapest: (day) => (day ? `cheapest in time, up to ${day} more per day earlier` : 'cheapest in time, then fastest'),
    fastest: () => 'fastest, then cheapest',
    weighted: (day) => `price plus ${day || '0'} per day`,
    fixed_order: () => 'fixed order',
  },
  criterion: {
    active: 'In service',
    channel: 'Channel',
    country: 'Country',
    postcode: 'Postcode',
    island: 'Island',
    level: 'Level',
    hazardous: 'Hazardous goods',
    weight: 'Weight',
    length: 'Length',
    width: 'Width',
    height: 'Height',
    girth: 'Girth',
    parcels: 'Parcels',
    calendar: 'Calendar',
    tariff: 'Tariff up to',
    stock: 'Stock',
  },
  level: { standard: 'standard', express: 'express', cash_on_delivery: 'cash on delivery' },
  is: {
    active: 'active',
    paused: 'paused',
    at_rest: 'at rest, not armed',
    served: 'is served',
    not_served: 'is not served',
    hazardous: 'hazardous goods',
    closed: 'works on no day',
  },
  pieces: (n) => `${n} pcs`,
  inList: (value, list) => `${value} in ${list}`,
  notInList: (value, list) => `${value} not in ${list}`,
  against: (asked, offered) => `${asked}, service ${offered}`,
  free: (n) => `${n} free`,
  parcels: (n) => (n === 1 ? '1 parcel' : `${n} parcels`),
  tariff: (version, zone) => `tariff ${version}, zone ${zone}`,
  inTimeFor: (cutOff) => `before cut-off ${cutOff}`,
  tooLateFor: (cutOff) => `missed cut-off ${cutOff}`,
  route: (ships, days, arrives) =>
    `leaves ${ships}, ${days === 1 ? '1 day' : `${days} days`} on the way, arrives ${arrives}`,
  skipped: (days) => `not counted: ${days}`,
  weekend: 'day off',
  closedDay: 'closed',
};

export const decisionTexts: Record<DecisionLanguage, DecisionTexts> = { de, en };

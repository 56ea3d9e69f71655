import type { SkippedDay } from '../kernel/working-calendar.ts';
import type { ServiceLevel, Strategy } from './matrix-terms.ts';
import type { PackedItem, Parcel } from './parcel.ts';

/** Everything the decision needs to know of an order; stored, so that it can be made again. */
export interface RoutingInput {
  channel: string;
  country: string;
  postcode: string;
  level: ServiceLevel;
  items: PackedItem[];
  /** Latest day of arrival as promised, ISO date; null when nothing was promised. */
  promisedOn: string | null;
  /** Moment of the decision in the company's time zone, '2026-11-25T14:30'. */
  at: string;
  /** Free units of the ordered SKUs by carrier code. */
  stock: Record<string, Record<string, number>>;
  /** Codes of carriers that were not armed; older records lack it. */
  resting?: string[];
  /** May the order leave in several shipments? */
  maySplit: boolean;
  /** Units by SKU that a person wants in shipments of their own, beside the one with the rest. */
  parts?: Record<string, number>[];
}

export type CriterionName =
  | 'active'
  | 'channel'
  | 'country'
  | 'postcode'
  | 'island'
  | 'level'
  | 'hazardous'
  | 'weight'
  | 'length'
  | 'width'
  | 'height'
  | 'girth'
  | 'parcels'
  | 'calendar'
  | 'tariff'
  | 'stock';

/** One comparison of a value of the order with what the service allows, both as they were compared. */
export interface Criterion {
  name: CriterionName;
  value: string | number;
  limit: string | number | string[];
  /** Of both numbers. */
  unit: 'g' | 'mm' | 'pieces' | null;
  passed: boolean;
  /** The SKU it is about: the scarcest at the carrier, the first hazardous one. */
  sku?: string;
}

/** Minor units of one charge: the base price of a parcel, or a surcharge by its name. */
export interface Charge {
  name: string;
  /** How many parcels it was charged for. */
  parcels: number;
  cents: number;
}

export interface Cost {
  cents: number;
  baseCents: number;
  surcharges: Charge[];
  tariff: string;
  zone: string;
}

/** How the day of arrival came about. */
export interface Arrival {
  cutOff: string;
  /** Too late for the same day. */
  missedCutOff: boolean;
  shipsOn: string;
  transitDays: number;
  arrivesOn: string;
  /** Days that counted neither at the carrier nor on the way. */
  skipped: SkippedDay[];
}

/** One service of the matrix against the order. */
export interface Candidate {
  carrierCode: string;
  carrierName: string;
  serviceCode: string;
  serviceName: string;
  /** Row of the matrix, from 1: the priority. */
  row: number;
  parcels: Parcel[];
  criteria: Criterion[];
  fits: boolean;
  cost: Cost | null;
  arrival: Arrival | null;
}

/** What one carrier sends; several when the order is split (F21). */
export interface Leg {
  carrierCode: string;
  carrierName: string;
  serviceCode: string;
  serviceName: string;
  demand: Record<string, number>;
  parcels: Parcel[];
  cents: number;
  shipsOn: string;
  arrivesOn: string;
  /** Only of a split order: how this leg's service was found. */
  candidates?: Candidate[];
}

export type ChoiceReason =
  | 'only_one_fits'
  | 'cheapest_in_time'
  | 'cheapest'
  | 'worth_the_surcharge'
  | 'faster_at_same_price'
  | 'priority_at_same_price'
  | 'fastest_none_in_time'
  | 'fastest'
  | 'cheaper_at_same_day'
  | 'weighted_best'
  | 'first_in_order'
  | 'split'
  | 'split_by_hand'
  | 'none_fits';

/** The decision with everything it rests on; the same terms and input give the same record. */
export interface DecisionRecord {
  matrixVersion: number;
  currency: string;
  strategy: Strategy;
  input: RoutingInput;
  candidates: Candidate[];
  /** Empty: nobody ships it. */
  legs: Leg[];
  reason: ChoiceReason;
  /** The service that lost last, with the numbers that decided; null without a competitor. */
  runnerUp: { carrierCode: string; serviceCode: string; cents: number; arrivesOn: string; row: number } | null;
}

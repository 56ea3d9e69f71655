import { percentile } from './durations.ts';
import { durationMeasures, type DurationMeasure, type Measure } from './kpi.entity.ts';

/** A figure of a day as it is stored. */
export interface DayFigure {
  day: string;
  measure: Measure;
  key: string;
  bucket: number;
  n: number;
  cents: number;
}

/** Seconds; null where nothing was measured. */
export interface Duration {
  count: number;
  p50: number | null;
  p95: number | null;
}

/** The figures of a period, or of one of its days. */
export interface Figures {
  orders: number;
  byHand: number;
  /** 0–1; null without orders. */
  automaticShare: number | null;
  shipped: number;
  late: number;
  lateShare: number | null;
  cancelled: number;
  ticketsOpened: number;
  ticketsClosed: number;
  durations: Record<DurationMeasure, Duration>;
}

export interface CarrierFigures {
  carrierId: string;
  shipments: number;
  /** Minor units of the matrix's currency. */
  cents: number;
  confirmation: Duration;
}

/** What a period looks like: in sum, by day, by reason of holding, by carrier. Pure. */
export interface Summary {
  all: Figures;
  days: (Figures & { day: string })[];
  heldFor: { reason: string; orders: number }[];
  carriers: CarrierFigures[];
}

/** Sums up the figures of these days; a day without any has zeros. Pure. */
export function sumUp(figures: DayFigure[], days: string[]): Summary {
  const byDay = Map.groupBy(figures, ({ day }) => day);
  const wanted = days.flatMap((day) => byDay.get(day) ?? []);
  const of = (measure: Measure): Map<string, DayFigure[]> =>
    Map.groupBy(
      wanted.filter((figure) => figure.measure === measure),
      ({ key }) => key,
    );
  return {
    all: figuresOf(wanted),
    days: days.map((day) => ({ day, ...figuresOf(byDay.get(day) ?? []) })),
    heldFor: [...of('held')]
      .map(([reason, rows]) => ({ reason, orders: sum(rows) }))
      .toSorted((a, b) => b.orders - a.orders || a.reason.localeCompare(b.reason)),
    carriers: [...of('confirmed')]
      .map(([carrierId, rows]) => ({
        carrierId,
        shipments: sum(rows),
        cents: rows.reduce((cents, row) => cents + row.cents, 0),
        confirmation: durationOf(rows),
      }))
      .toSorted((a, b) => b.shipments - a.shipments),
  };
}

const sum = (rows: DayFigure[]): number => rows.reduce((total, { n }) => total + n, 0);

function figuresOf(rows: DayFigure[]): Figures {
  const by = Map.groupBy(rows, ({ measure }) => measure);
  const count = (measure: Measure): number => sum(by.get(measure) ?? []);
  const [orders, byHand, shipped, late] = [count('orders'), count('by_hand'), count('shipped'), count('late')];
  return {
    orders,
    byHand,
    automaticShare: orders ? 1 - byHand / orders : null,
    shipped,
    late,
    lateShare: shipped ? late / shipped : null,
    cancelled: count('cancelled'),
    ticketsOpened: count('ticket_opened'),
    ticketsClosed: count('ticket_closed'),
    durations: Object.fromEntries(
      durationMeasures.map((measure) => [measure, durationOf(by.get(measure) ?? [])]),
    ) as Figures['durations'],
  };
}

function durationOf(rows: DayFigure[]): Duration {
  const counts = new Map<number, number>();
  for (const { bucket, n } of rows) if (bucket >= 0) counts.set(bucket, (counts.get(bucket) ?? 0) + n);
  const count = [...counts.values()].reduce((total, n) => total + n, 0);
  return { count, p50: percentile(counts, 0.5), p95: percentile(counts, 0.95) };
}

/** The days from one to another, both included, oldest first. Pure. */
export function daysBetween(from: string, until: string): string[] {
  const days: string[] = [];
  for (let at = Date.parse(`${from}T12:00:00Z`); at <= Date.parse(`${until}T12:00:00Z`); at += 86_400_000)
    days.push(new Date(at).toISOString().slice(0, 10));
  return days;
}

/** As many days as these, right before them. Pure. */
export function daysBefore(days: string[]): string[] {
  const shift = days.length * 86_400_000;
  return days.map((day) => new Date(Date.parse(`${day}T12:00:00Z`) - shift).toISOString().slice(0, 10));
}

/** One service of a carrier's matrix: what it takes, for how much, how fast. Grams, millimetres, minor units, calendar days. */
export interface CarrierService {
  code: string;
  name: string;
  parcelService: string;
  level: 'standard' | 'express';
  countries: string[];
  maxWeightG: number;
  maxLengthMm: number;
  maxWidthMm: number;
  maxHeightMm: number;
  /** Longest side plus twice the other two (Gurtmaß). */
  maxGirthMm: number;
  transitDays: number;
  /** Price by weight, ascending; heavier than the last band: no price, does not fit. */
  bands: { upToG: number; cents: number }[];
}

/** A carrier as the decision sees it. */
export interface MatrixCarrier {
  id: string;
  code: string;
  name: string;
  priority: number;
  matrixVersion: number;
  services: CarrierService[];
  /** Free units per SKU at this carrier: on hand less promised. */
  stock: Record<string, number>;
}

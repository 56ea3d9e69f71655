export interface CarrierChosen {
  type: 'CarrierChosen';
  orderId: string;
  carrier: string;
  service: string;
  shipment: string;
}

/** A draft of the matrix was made, changed or thrown away; `matrix` is its number. */
export interface MatrixDrafted {
  type: 'MatrixDrafted';
  matrix: number;
  act: 'created' | 'edited' | 'discarded';
}

/** A version will become active at an instant. */
export interface MatrixScheduled {
  type: 'MatrixScheduled';
  matrix: number;
  at: string;
}

/** From now on carriers are chosen by this version instead of `replaces`. */
export interface MatrixArmed {
  type: 'MatrixArmed';
  matrix: number;
  replaces: number | null;
  by: 'published' | 'schedule' | 'rollback' | 'setup';
}

export type CarrierEvent = CarrierChosen | MatrixDrafted | MatrixScheduled | MatrixArmed;

/** Bytes with a name, for whichever carrier channel. */
export interface OutgoingFile {
  /** Deterministic: the same hand-over has the same name at every try. */
  name: string;
  mediaType: string;
  bytes: Uint8Array;
}

/** What a transport carries to a carrier. */
export interface Transmission {
  /** Idempotency key: the shipment number. */
  key: string;
  /** The mail that carries the file; other transports leave it alone. */
  mail: { subject: string; text: string; html: string };
  /** For a single hand-over. */
  orderNumber: string | null;
  file: OutgoingFile;
}

/** What the other side is known to have: `unknown` means ask again later. */
export type Arrival = 'arrived' | 'absent' | 'unknown';

/** Carries bytes to a carrier, knows no content. `send` throws ConnectorError; `verify` reads back what arrived. */
export interface CarrierTransport {
  send(transmission: Transmission): Promise<{ receipt: string }>;
  /** `doubtSince`: when the outcome of `send` became unknown. */
  verify(transmission: Transmission, doubtSince: Date): Promise<Arrival>;
  /** Connects and signs in without leaving anything; throws ConnectorError. */
  probe(): Promise<void>;
}

/** A message a carrier left for us; `forget` moves it out of the way after it was stored. */
export interface CollectedFile {
  name: string;
  /** Null when it is too large for an answer: it stays where it is. */
  bytes: Uint8Array | null;
  size: number;
  forget(): Promise<void>;
}

/** A folder to look into for answers. */
export interface ReturnFolder {
  collect(): Promise<CollectedFile[]>;
  /** Connects, signs in and looks without taking anything; throws ConnectorError. */
  probe(): Promise<void>;
}

import type { Right } from './rights.ts';

/** Somebody made a key to the API for a tool. */
export interface TokenCreated {
  type: 'TokenCreated';
  tokenId: string;
  name: string;
  scopes: Right[];
  expiresAt: string | null;
}
/** A tool's key opens nothing any more. */
export interface TokenRevoked {
  type: 'TokenRevoked';
  tokenId: string;
  name: string;
}
export type StaffEvent = TokenCreated | TokenRevoked;

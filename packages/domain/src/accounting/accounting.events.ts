/** Entries were written for accounting. */
export interface LedgerExported {
  type: 'LedgerExported';
  exportId: string;
  format: string;
  entries: number;
  sumCents: number;
}
/** A person changed how the ledger is kept or handed over, a rule for differences among it. */
export interface AccountingChanged {
  type: 'AccountingChanged';
  changes: { name: string; from: unknown; to: unknown }[];
}
export type AccountingEvent = LedgerExported | AccountingChanged;

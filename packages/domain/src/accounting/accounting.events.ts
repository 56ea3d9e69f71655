/** Entries were written for accounting. */
export interface LedgerExported {
  type: 'LedgerExported';
  exportId: string;
  format: string;
  entries: number;
  sumCents: number;
}
export type AccountingEvent = LedgerExported;

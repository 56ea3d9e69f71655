import { UnreadableSettlement } from '@kontor/domain/channels/sales-channel.port';
import type { SettlementStatement, StatementRow } from '@kontor/domain/channels/settlement-statement';
import { amountOf, decimalMarkOf, decodeSettlement, instantOf } from './settlement-text.ts';

const required = ['settlement-id', 'total-amount', 'transaction-type', 'amount-type', 'amount-description', 'amount'];

/** One line of the file by the names in its first line. */
interface FileRow {
  lineNo: number;
  value(title: string): string;
}

/**
 * Reads Amazon's flat file V2 (tab separated, titles in any order) whatever its encoding, decimal mark and dates.
 * Line 1 after the titles states the whole settlement, each further line one component. Throws UnreadableSettlement.
 */
export function readSettlementFile(bytes: Uint8Array): SettlementStatement {
  const rows = readRows(decodeSettlement(bytes));
  const [head, ...components] = rows;
  if (!head) throw new UnreadableSettlement('no rows');
  if (!head.value('total-amount')) throw new UnreadableSettlement('line 1: total-amount missing');
  const settlementId = head.value('settlement-id');
  const stranger = components.find((row) => row.value('settlement-id') !== settlementId);
  if (!settlementId || stranger) throw new UnreadableSettlement(`line ${stranger?.lineNo ?? 1}: other settlement-id`);
  const mark = decimalMarkOf(rows.flatMap((row) => [row.value('amount'), row.value('total-amount')]));
  return {
    settlementId,
    startsAt: instantOf(head.value('settlement-start-date'), 'line 1: settlement-start-date'),
    endsAt: instantOf(head.value('settlement-end-date'), 'line 1: settlement-end-date'),
    depositAt: instantOf(head.value('deposit-date'), 'line 1: deposit-date'),
    totalCents: amountOf(head.value('total-amount'), mark, 'line 1: total-amount'),
    currency: head.value('currency'),
    rows: components.map((row) => toRow(row, mark)),
  };
}

function readRows(text: string): FileRow[] {
  const [titleLine = '', ...lines] = text.replace(/^\uFEFF/, '').split(/\r\n|\n|\r/);
  const titles = cells(titleLine).map((title) => title.toLowerCase().replace(/[\s_]+/g, '-'));
  const missing = required.filter((title) => !titles.includes(title));
  if (missing.length) throw new UnreadableSettlement(`columns missing: ${missing.join(', ')}`);
  return lines.flatMap((line, i) => {
    if (!line.trim()) return [];
    const values = cells(line);
    return { lineNo: i + 1, value: (title: string) => values[titles.indexOf(title)] ?? '' };
  });
}

const cells = (line: string): string[] =>
  line.split('\t').map((cell) =>
    cell
      .trim()
      .replace(/^"(.*)"$/, '$1')
      .trim(),
  );

function toRow(row: FileRow, mark: ',' | '.' | null): StatementRow {
  const where = `line ${row.lineNo}`;
  const optional = (title: string): string | null => row.value(title) || null;
  const quantity = row.value('quantity-purchased');
  return {
    lineNo: row.lineNo,
    transactionType: row.value('transaction-type'),
    orderId: optional('order-id'),
    merchantOrderId: optional('merchant-order-id'),
    adjustmentId: optional('adjustment-id'),
    shipmentId: optional('shipment-id'),
    amountType: row.value('amount-type'),
    amountDescription: row.value('amount-description'),
    amountCents: amountOf(row.value('amount'), mark, `${where}: amount`),
    postedAt: instantOf(row.value('posted-date-time') || row.value('posted-date'), `${where}: posted-date`),
    sku: optional('sku'),
    marketplaceName: optional('marketplace-name'),
    quantity: /^\d+$/.test(quantity) ? Number(quantity) : null,
  };
}

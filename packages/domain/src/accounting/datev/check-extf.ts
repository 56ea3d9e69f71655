import { bookingColumns, bookingTextColumns } from './columns.ts';

/** What a batch says when it is read back. */
export interface ExtfContent {
  bookings: number;
  sumCents: number;
  /** Debit less credit by account number, minor units. */
  balances: Map<string, number>;
}

/** A batch that DATEV would refuse, with every line that is wrong. */
export class ExtfProblem extends Error {
  override name = 'ExtfProblem';
}

const shapes: [column: number, shape: RegExp][] = [
  [1, /^(?!0+,00$)\d{1,10},\d{2}$/],
  [2, /^[SH]$/],
  [3, /^[A-Z]{3}$/],
  [4, /^([1-9]\d{0,3},\d{2,6})?$/],
  [5, /^(\d{1,10},\d{2})?$/],
  [6, /^(EUR)?$/],
  [7, /^\d{4,9}$/],
  [8, /^\d{4,9}$/],
  [9, /^\d{0,4}$/],
  [10, /^(0[1-9]|[12]\d|3[01])(0[1-9]|1[0-2])$/],
  [11, /^[A-Za-z0-9$&%*+\-/]{0,36}$/],
  [12, /^[A-Za-z0-9$&%*+\-/]{0,12}$/],
  [14, /^\P{Cc}{0,60}$/u],
  [24, /^\P{Cc}{0,210}$/u],
  [40, /^([A-Z]{2}[A-Z0-9+*]{0,13})?$/],
  [41, /^(\d{1,2},\d{2})?$/],
  [114, /^[01]$/],
  [115, /^(\d{8})?$/],
  [123, /^([A-Z]{2}[A-Z0-9+*]{0,13})?$/],
];

/** DATEV takes at most so many bookings in a file. */
export const mostBookings = 99_999;

/** Reads a batch back and checks it as DATEV does: encoding, line ends, header, columns, shapes, period. Throws ExtfProblem. */
export function checkExtf(bytes: Uint8Array): ExtfContent {
  const content = new TextDecoder('windows-1252').decode(bytes);
  if (!content.endsWith('\r\n')) throw new ExtfProblem('the last line has no end');
  const lines = content.slice(0, -2).split('\r\n');
  const [head = [], titles = [], ...bookings] = lines.map(cellsOf);
  const problems = [
    ...headProblems(head.map(({ value }) => value)),
    ...(titles.map(({ value }) => value).join(';') === bookingColumns.join(';') ? [] : ['line 2: not the 125 titles']),
    ...(bookings.length > mostBookings ? [`${bookings.length} bookings`] : []),
    ...bookings.flatMap((cells, n) => bookingProblems(cells, headOf(head)).map((of) => `line ${n + 3}: ${of}`)),
  ];
  if (problems.length) throw new ExtfProblem(problems.slice(0, 20).join('; '));
  return contentOf(bookings.map((cells) => cells.map(({ value }) => value)));
}

interface Cell {
  value: string;
  quoted: boolean;
}

/** Cells of a line: quoted ones may hold separators and doubled quotes. */
function cellsOf(line: string): Cell[] {
  const cells: Cell[] = [];
  const shape = /"((?:[^"]|"")*)"|([^;"]*)/y;
  for (let at = 0; at <= line.length; at = shape.lastIndex + 1) {
    shape.lastIndex = at;
    const match = shape.exec(line);
    if (!match || (shape.lastIndex < line.length && line[shape.lastIndex] !== ';'))
      return [{ value: line, quoted: false }];
    cells.push({ value: match[1]?.replaceAll('""', '"') ?? match[2] ?? '', quoted: match[1] !== undefined });
  }
  return cells;
}

function headProblems(head: string[]): string[] {
  const expected: [number, RegExp][] = [
    [1, /^EXTF$/], [2, /^700$/], [3, /^21$/], [4, /^Buchungsstapel$/], [5, /^13$/], [6, /^\d{17}$/], [7, /^$/], [10, /^$/], [11, /^\d{4,7}$/], [12, /^\d{1,5}$/],
    [13, /^\d{8}$/], [14, /^[4-8]$/], [15, /^\d{8}$/], [16, /^\d{8}$/], [17, /^.{0,30}$/], [21, /^[01]$/], [22, /^EUR$/], [27, /^0[34]$/],
  ]; // prettier-ignore
  const wrong = expected
    .filter(([column, shape]) => !shape.test(head[column - 1] ?? ''))
    .map(([column]) => `line 1: field ${column}`);
  const period = [head[14] ?? '', head[15] ?? ''] as const;
  if (period[0].slice(0, 6) !== period[1].slice(0, 6) || period[0] > period[1]) wrong.push('line 1: not one month');
  if ((head[12] ?? '') > period[0]) wrong.push('line 1: before its fiscal year');
  return head.length === 31 ? wrong : [`line 1: ${head.length} fields instead of 31`, ...wrong];
}

/** What the header says about its bookings. */
const headOf = (head: Cell[]) => ({
  from: head[14]?.value ?? '',
  to: head[15]?.value ?? '',
  accountLength: Number(head[13]?.value),
});

function bookingProblems(cells: Cell[], { from, to, accountLength }: ReturnType<typeof headOf>): string[] {
  if (cells.length !== bookingColumns.length) return [`${cells.length} columns instead of ${bookingColumns.length}`];
  const value = (column: number): string => cells[column - 1]!.value;
  const day = `${from.slice(0, 4)}${value(10).slice(2)}${value(10).slice(0, 2)}`;
  return [
    ...shapes.filter(([column, shape]) => !shape.test(value(column))).map(([column]) => `column ${column}`),
    ...cells.flatMap((cell, n) => (cell.quoted === bookingTextColumns.has(n + 1) ? [] : [`column ${n + 1}: quotes`])),
    ...(value(7) === value(8) ? ['both accounts are the same'] : []),
    // General ledger accounts have the header's length, personal ones a digit more.
    ...[7, 8].filter((n) => ![0, 1].includes(value(n).length - accountLength)).map((n) => `column ${n}: length`),
    // Turnover taxed abroad without destination, rate and origin is refused.
    ...(/^24[01]$/.test(value(9)) ? [40, 41, 123].filter((n) => !value(n)).map((n) => `column ${n}: missing`) : []),
    // Another currency says what it is in euro, and euro says nothing of the kind.
    ...[4, 5, 6].filter((n) => !value(n) !== (value(3) === 'EUR')).map((n) => `column ${n}: exchange`),
    ...(day >= from && day <= to ? [] : ['column 10: outside the period']),
  ];
}

function contentOf(bookings: string[][]): ExtfContent {
  const balances = new Map<string, number>();
  const add = (account: string, cents: number): unknown => balances.set(account, (balances.get(account) ?? 0) + cents);
  let sumCents = 0;
  for (const cells of bookings) {
    const cents = Number(cells[0]!.replace(',', ''));
    const signed = cells[1] === 'S' ? cents : -cents;
    sumCents += cents;
    add(cells[6]!, signed);
    add(cells[7]!, -signed);
  }
  return { bookings: bookings.length, sumCents, balances };
}

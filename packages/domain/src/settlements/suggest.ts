import type { Account } from '../ledger/accounts.ts';

/** An open document that might be what an item is about. */
export interface Candidate {
  invoiceId: string;
  number: string;
  order: string;
  channelOrderId: string;
  openCents: number;
  currency: string;
  issuedOn: string;
}

export interface Suggestion {
  action: 'match' | 'book' | 'credit_note';
  /** 0–100: how sure. */
  score: number;
  /** Why, as codes: same_order, same_number, same_amount, amount_differs, booked_before, no_document. */
  reasons: string[];
  candidate: Candidate | null;
  account: Account | null;
}

export interface ItemFacts {
  kind: 'payment' | 'refund' | 'chargeback' | 'other';
  openCents: number;
  currency: string;
  channelOrderId: string | null;
  merchantOrderId: string | null;
  /** The account on which such rows were booked by hand so far, and how often. */
  bookedBefore: { account: Account; times: number } | null;
}

const most = 6;

/** What a person could do with an open item, best first, each with its reasons (F34). Pure. */
export function suggest(item: ItemFacts, candidates: Candidate[]): Suggestion[] {
  const matches = candidates
    .filter(({ openCents, currency }) => currency === item.currency && openCents > 0 === item.openCents > 0)
    .map((candidate) => matchOf(item, candidate))
    .filter(({ score }) => score > 0);
  const others = [...bookAgain(item), ...missingCreditNote(item, matches)];
  return [...matches, ...others].toSorted((a, b) => b.score - a.score).slice(0, most);
}

function matchOf(item: ItemFacts, candidate: Candidate): Suggestion {
  const isSameOrder = item.channelOrderId !== null && candidate.channelOrderId === item.channelOrderId;
  const isSameNumber =
    item.merchantOrderId !== null && [candidate.order, candidate.number].includes(item.merchantOrderId);
  const isSameAmount = candidate.openCents === item.openCents;
  const reasons = [
    ...(isSameOrder ? ['same_order'] : []),
    ...(isSameNumber ? ['same_number'] : []),
    isSameAmount ? 'same_amount' : 'amount_differs',
  ];
  return {
    action: 'match',
    score: scoreOf(isSameOrder || isSameNumber, isSameAmount),
    reasons,
    candidate,
    account: null,
  };
}

/** An amount alone proves nothing (rule R7): it is worth a look, never more. */
function scoreOf(isSameOrder: boolean, isSameAmount: boolean): number {
  if (isSameOrder) return isSameAmount ? 98 : 70;
  return isSameAmount ? 40 : 0;
}

const bookAgain = ({ bookedBefore }: ItemFacts): Suggestion[] =>
  bookedBefore
    ? [
        {
          action: 'book',
          score: Math.min(95, 60 + 10 * bookedBefore.times),
          reasons: ['booked_before'],
          candidate: null,
          account: bookedBefore.account,
        },
      ]
    : [];

function missingCreditNote({ kind, channelOrderId }: ItemFacts, matches: Suggestion[]): Suggestion[] {
  const isMissing =
    (kind === 'refund' || kind === 'chargeback') && channelOrderId && !matches.some(({ score }) => score > 50);
  return isMissing
    ? [{ action: 'credit_note', score: 65, reasons: ['no_document'], candidate: null, account: null }]
    : [];
}

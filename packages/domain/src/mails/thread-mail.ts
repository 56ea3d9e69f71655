/** A customer's mail as far as it tells where it belongs; ids without brackets, addresses in lower case. */
export interface MailToThread {
  recipients: string[];
  from: string | null;
  subject: string;
  text: string;
  inReplyTo: string | null;
  /** Oldest first, as the header has them. */
  references: string[];
}

/** What a mail may be known by, nearest first. */
export interface MailClues {
  tokens: string[];
  messageIds: string[];
  subjectNumbers: string[];
  textNumbers: string[];
  sender: string | null;
}

/** The orders that stand behind the clues; a clue that is not ours is missing. */
export interface KnownClues {
  tokens: Map<string, string>;
  messageIds: Map<string, string>;
  numbers: Map<string, string>;
  /** Running and recent orders of the sender's address, a marketplace's relay address as well. */
  ofSender: string[];
}

export type ThreadReason = 'token' | 'reference' | 'subjectNumber' | 'textNumber' | 'sender';

/** Where a mail belongs and the clue that said so; without an order it goes to the inbox, with what it may belong to. */
export type MailThread =
  | { orderId: string; reason: ThreadReason; clue: string }
  | { orderId: null; mayBelongTo: string[] };

const longestText = 100_000;
const mostClues = 200;
const numberLike = /[\p{L}\p{N}]+(?:-[\p{L}\p{N}]+)*/gu;

/** Reads the clues out of a mail; `ownAddresses` are our mailboxes, in lower case, to which a token is added with '+'. */
export function cluesOf(mail: MailToThread, ownAddresses: string[]): MailClues {
  return {
    tokens: mail.recipients.flatMap((address) => tokenOf(address, ownAddresses) ?? []),
    messageIds: distinct([mail.inReplyTo ?? [], mail.references.toReversed()].flat()),
    subjectNumbers: numbersIn(mail.subject),
    textNumbers: numbersIn(mail.text),
    sender: mail.from,
  };
}

/** Decides which order a mail belongs to: the first clue that points to exactly one order wins, the strongest kind first. */
export function threadMail(clues: MailClues, known: KnownClues): MailThread {
  const byNearest =
    first('token', clues.tokens, known.tokens) ?? first('reference', clues.messageIds, known.messageIds);
  if (byNearest) return byNearest;
  const byNumber =
    only('subjectNumber', clues.subjectNumbers, known.numbers) ?? only('textNumber', clues.textNumbers, known.numbers);
  if (byNumber) return byNumber;
  const named = [...clues.subjectNumbers, ...clues.textNumbers].flatMap((number) => known.numbers.get(number) ?? []);
  const [orderId, ...more] = known.ofSender;
  if (named.length === 0 && clues.sender && orderId && more.length === 0) {
    return { orderId, reason: 'sender', clue: clues.sender };
  }
  return { orderId: null, mayBelongTo: distinct([...named, ...known.ofSender]) };
}

/** In a chain of answers the nearest mail of ours counts, whatever else was quoted. */
function first(reason: ThreadReason, clues: string[], known: Map<string, string>): MailThread | null {
  const clue = clues.find((each) => known.has(each));
  return clue === undefined ? null : { orderId: known.get(clue)!, reason, clue };
}

/** Two numbers of two orders say nothing: a person decides. */
function only(reason: ThreadReason, clues: string[], known: Map<string, string>): MailThread | null {
  const orders = new Set(clues.flatMap((clue) => known.get(clue) ?? []));
  return orders.size === 1 ? first(reason, clues, known) : null;
}

function tokenOf(address: string, ownAddresses: string[]): string | null {
  const [, name, token, domain] = /^([^+@]+)\+([^@]+)@([^@]+)$/.exec(address) ?? [];
  return token && ownAddresses.includes(`${name}@${domain}`) ? token : null;
}

/** Words that could be a number of an order, delivery note or invoice: at least four digits; as written and in capitals. */
function numbersIn(text: string): string[] {
  const words = text.slice(0, longestText).match(numberLike) ?? [];
  const numbers = words.filter((word) => word.length <= 40 && word.replace(/\D/g, '').length >= 4);
  return distinct(numbers.flatMap((word) => [word, word.toUpperCase()])).slice(0, mostClues);
}

const distinct = (values: string[]): string[] => [...new Set(values)];

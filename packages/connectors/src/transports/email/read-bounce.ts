/** What a server reports about a mail of ours (RFC 3464): the mail, and each recipient it did not or will not reach. */
export interface Bounce {
  /** Message-ID of the mail that did not arrive, without brackets; null when the report does not say. */
  messageId: string | null;
  recipients: BouncedRecipient[];
}

export interface BouncedRecipient {
  /** In lower case. */
  address: string;
  /** The mail will not arrive (true), or is only late and still tried (false). */
  permanent: boolean;
  /** Enhanced status code (RFC 3463), such as 5.1.1. */
  status: string;
  /** The other server's own words. */
  diagnostic: string;
}

interface Part {
  mediaType: string;
  bytes: Uint8Array;
}

/** Reads a delivery report out of the parts of a mail; null when there is none, or when it tells of success alone. */
export function readBounce(parts: Part[]): Bounce | null {
  const report = parts.find(({ mediaType }) => mediaType === 'message/delivery-status');
  if (!report) return null;
  const recipients = groupsOf(report).flatMap((group) => recipientOf(group) ?? []);
  return recipients.length > 0 ? { messageId: returnedId(parts), recipients } : null;
}

function recipientOf(group: Map<string, string>): BouncedRecipient | null {
  const address = (group.get('original-recipient') ?? group.get('final-recipient'))?.split(';').at(-1);
  const action = group.get('action')?.toLowerCase() ?? '';
  if (!address || !['failed', 'delayed'].includes(action)) return null;
  return {
    address: address
      .trim()
      .replace(/^<(.*)>$/, '$1')
      .toLowerCase(),
    permanent: action === 'failed',
    status: /\d\.\d{1,3}\.\d{1,3}/.exec(group.get('status') ?? '')?.[0] ?? '',
    diagnostic: group.get('diagnostic-code')?.replace(/^[\w-]+;\s*/, '') ?? '',
  };
}

/** Exchange returns the whole mail, Postfix on request only its head. */
function returnedId(parts: Part[]): string | null {
  const returned = parts.find(({ mediaType }) => ['message/rfc822', 'text/rfc822-headers'].includes(mediaType));
  const id = returned && groupsOf(returned)[0]?.get('message-id');
  return id?.replace(/^<(.*)>$/, '$1') || null;
}

/** Groups of header fields, set apart by empty lines; folded lines are one field. */
const groupsOf = ({ bytes }: Part): Map<string, string>[] =>
  new TextDecoder()
    .decode(bytes)
    .replaceAll('\r\n', '\n')
    .replace(/\n[ \t]+/g, ' ')
    .trim()
    .split(/\n{2,}/)
    .map((group) => new Map(group.split('\n').flatMap(fieldOf)));

function fieldOf(line: string): [string, string][] {
  const colon = line.indexOf(':');
  return colon > 0 ? [[line.slice(0, colon).trim().toLowerCase(), line.slice(colon + 1).trim()]] : [];
}

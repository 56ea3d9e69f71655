import { type AddressObject, type ParsedMail, simpleParser } from 'mailparser';

/** A mail as far as we read it; ids without angle brackets, addresses in lower case. */
export interface ReadMail {
  messageId: string | null;
  from: string | null;
  to: string[];
  subject: string;
  text: string;
  inReplyTo: string | null;
  references: string[];
  attachments: { name: string; mediaType: string; bytes: Uint8Array }[];
  /** Written by a machine: never answer it. */
  autoSubmitted: boolean;
}

/** Takes a raw mail apart; whatever is missing or broken is empty, nothing is fetched. */
export async function readMail(bytes: Uint8Array): Promise<ReadMail> {
  const mail = await simpleParser(Buffer.from(bytes), { skipImageLinks: true, skipTextToHtml: true });
  return {
    messageId: withoutBrackets(mail.messageId),
    from: addressesOf(mail.from)[0] ?? null,
    to: addressesOf(mail.to),
    subject: mail.subject ?? '',
    text: mail.text ?? '',
    inReplyTo: withoutBrackets(mail.inReplyTo),
    references: [mail.references ?? []].flat().flatMap((id) => withoutBrackets(id) ?? []),
    attachments: mail.attachments.map((attachment, i) => ({
      name: attachment.filename ?? `attachment-${i + 1}`,
      mediaType: attachment.contentType,
      bytes: new Uint8Array(attachment.content),
    })),
    autoSubmitted: isAutoSubmitted(mail),
  };
}

/** '<a@b>' → 'a@b'; null when there is none. */
export function withoutBrackets(id: string | undefined): string | null {
  return id?.trim().replace(/^<(.*)>$/s, '$1') || null;
}

function addressesOf(field: AddressObject | AddressObject[] | undefined): string[] {
  return [field ?? []].flat().flatMap(({ value }) => value.flatMap(({ address }) => address?.toLowerCase() || []));
}

function isAutoSubmitted({ headers }: ParsedMail): boolean {
  const submitted = String(headers.get('auto-submitted') ?? 'no').toLowerCase();
  const precedence = String(headers.get('precedence') ?? '').toLowerCase();
  return !submitted.startsWith('no') || ['bulk', 'list', 'junk', 'auto_reply'].includes(precedence);
}

import { type AddressObject, type ParsedMail, simpleParser } from 'mailparser';
import { type AutomaticMail, whyAutomatic } from './automatic-mail.ts';
import { type Bounce, readBounce } from './read-bounce.ts';

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
  /** Written by a machine, and how that shows: never answer it. */
  automatic: AutomaticMail | null;
  /** The mail reports that one of ours did not arrive. */
  bounce: Bounce | null;
}

/** Takes a raw mail apart; whatever is missing or broken is empty, nothing is fetched. */
export async function readMail(bytes: Uint8Array): Promise<ReadMail> {
  const mail = await simpleParser(Buffer.from(bytes), {
    skipImageLinks: true,
    skipTextToHtml: true,
    keepDeliveryStatus: true,
  });
  const from = addressesOf(mail.from)[0] ?? null;
  const header = headersOf(mail);
  const attachments = mail.attachments.map((attachment, i) => ({
    name: attachment.filename ?? `attachment-${i + 1}`,
    mediaType: attachment.contentType,
    bytes: new Uint8Array(attachment.content),
  }));
  return {
    messageId: withoutBrackets(mail.messageId),
    from,
    to: addressesOf(mail.to),
    subject: mail.subject ?? '',
    text: mail.text ?? '',
    inReplyTo: withoutBrackets(mail.inReplyTo),
    references: [mail.references ?? []].flat().flatMap((id) => withoutBrackets(id) ?? []),
    attachments,
    automatic: whyAutomatic({
      header,
      contentType: header('content-type')?.split(';')[0]!.trim() ?? '',
      from,
      subject: mail.subject ?? '',
    }),
    bounce: readBounce(attachments),
  };
}

/** '<a@b>' → 'a@b'; null when there is none. */
export function withoutBrackets(id: string | undefined): string | null {
  return id?.trim().replace(/^<(.*)>$/s, '$1') || null;
}

function addressesOf(field: AddressObject | AddressObject[] | undefined): string[] {
  return [field ?? []].flat().flatMap(({ value }) => value.flatMap(({ address }) => address?.toLowerCase() || []));
}

/** The parser folds all List-… headers into one, so headers are looked up as they came. */
function headersOf({ headerLines }: ParsedMail): (name: string) => string | undefined {
  const values = new Map(
    headerLines.map(({ key, line }) => [
      key,
      line
        .slice(line.indexOf(':') + 1)
        .trim()
        .toLowerCase(),
    ]),
  );
  return (name) => values.get(name);
}

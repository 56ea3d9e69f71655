import type { ReturnedParcel } from '@kontor/domain/shipments/hand-over-data';
import { readAnswer, readAnswerText } from '../formats/returns/read-answer.ts';
import { UnreadableReturn } from '../formats/unreadable-return.ts';
import { readMail } from '../transports/email/read-mail.ts';
import type { ReturnsConfig } from '@kontor/domain/carriers/carrier-connection';

/** Parcels out of a carrier's message as it was stored (file, HTTP body or raw mail); throws UnreadableReturn. */
export async function readReturn(config: ReturnsConfig, bytes: Uint8Array): Promise<ReturnedParcel[]> {
  if (config.source === 'none') throw new UnreadableReturn('this carrier sends no confirmations');
  if (config.source !== 'email' && config.source !== 'imap') return readAnswer(config.mapping, bytes);
  const { text, attachments } = await readMail(bytes);
  const ending = config.attachment?.toLowerCase();
  if (!ending) return readAnswerText(config.mapping, text);
  const files = attachments.filter(({ name }) => name.toLowerCase().endsWith(ending));
  if (!files.length) throw new UnreadableReturn(`no attachment ${ending}`);
  return files.flatMap((file) => readAnswer(config.mapping, file.bytes));
}

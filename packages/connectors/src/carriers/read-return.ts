import type { ReturnedParcel } from '@kontor/domain/shipments/hand-over-data';
import { readReturnCsv } from '../formats/csv/return.csv.ts';
import { readReturnJson } from '../formats/json/return.json.ts';
import { readReturnText } from '../formats/text/return.text.ts';
import { UnreadableReturn } from '../formats/unreadable-return.ts';
import { readMail } from '../transports/email/read-mail.ts';
import type { ReturnsConfig } from './carrier-connection.ts';

/** Parcels out of a carrier's message as it was stored (file, HTTP body or raw mail); throws UnreadableReturn. */
export async function readReturn(config: ReturnsConfig, bytes: Uint8Array): Promise<ReturnedParcel[]> {
  switch (config.source) {
    case 'none':
      throw new UnreadableReturn('this carrier sends no confirmations');
    case 'sftp':
      return config.format === 'csv' ? readReturnCsv(bytes) : readReturnJson(bytes);
    case 'http':
      return readReturnJson(bytes);
    case 'email':
      return readReturnText((await readMail(bytes)).text, config.pattern);
  }
}

import { defineEntity, p } from '@mikro-orm/postgresql';
import type { ThreadReason } from './thread-mail.ts';

export interface MailAttachment {
  name: string;
  mediaType: string;
  /** Bytes. */
  size: number;
}

const schema = defineEntity({
  name: 'CustomerMail',
  tableName: 'customer_mail',
  properties: {
    /** The inbound message it was read from, which keeps its raw bytes. */
    id: p.uuid().primary(),
    orderId: p.uuid().nullable(),
    ticketId: p.uuid(),
    messageId: p.text().nullable(),
    sender: p.text().nullable(),
    subject: p.text(),
    text: p.text(),
    /** Message-IDs it goes back to, oldest first, without its own. */
    references: p.json<string[]>(),
    attachments: p.json<MailAttachment[]>(),
    /** Why it stands with this order; null: nothing said so. */
    threadReason: p.text().$type<ThreadReason>().nullable(),
    threadClue: p.text().nullable(),
    /** Orders it may belong to when none was sure. */
    mayBelongTo: p.json<string[]>(),
    receivedAt: p.datetime(),
  },
});

/** What a customer wrote to us. */
export class CustomerMail extends schema.class {}
schema.setClass(CustomerMail);

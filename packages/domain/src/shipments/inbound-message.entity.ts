import { defineEntity, p } from '@mikro-orm/postgresql';

export type InboundState = 'received' | 'taken' | 'ignored' | 'quarantined';

const schema = defineEntity({
  name: 'InboundMessage',
  tableName: 'inbound_message',
  properties: {
    id: p.uuid().primary(),
    /** Where it came from: 'sftp:NORD', 'http:RHEIN', 'mail'. */
    source: p.text(),
    carrierId: p.uuid().nullable(),
    name: p.text(),
    sha256: p.text(),
    /** Message-ID of a mail without brackets. */
    messageId: p.text().nullable(),
    bytes: p.blob().lazy(),
    state: p.text().$type<InboundState>(),
    problem: p.text().nullable(),
    receivedAt: p.datetime(),
  },
});

/** A message from outside, stored raw before anybody reads it; taken exactly once. */
export class InboundMessage extends schema.class {}
schema.setClass(InboundMessage);

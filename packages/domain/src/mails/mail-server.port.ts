/** A mail ready to leave. `messageId` without angle brackets, the same at every try. */
export interface OutgoingMail {
  messageId: string;
  from: string;
  to: string;
  /** Envelope copy that comes back to our own listener: proof that the server took the mail. */
  journal: string | null;
  /** Where answers go, if not to `from`. */
  replyTo?: string | null;
  /** Message-IDs without angle brackets. */
  inReplyTo?: string | null;
  references?: string[];
  subject: string;
  text: string;
  html: string;
  headers: Record<string, string>;
  attachments: { name: string; mediaType: string; bytes: Uint8Array }[];
}

/** Hands a mail to the outgoing server; throws ConnectorError (arrived 'unknown' when the answer to DATA is missing). */
export interface MailServer {
  send(mail: OutgoingMail): Promise<{ receipt: string }>;
  /** Connects and signs in without sending anything; throws ConnectorError. */
  probe(): Promise<void>;
}

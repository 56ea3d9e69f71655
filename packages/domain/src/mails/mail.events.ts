export interface MailSent {
  type: 'MailSent';
  orderId: string;
  kind: string;
}
/** The mail came back; a ticket tells why. */
export interface MailBounced {
  type: 'MailBounced';
  orderId: string | null;
  kind: string;
}
/** A customer wrote; the words stay with the mail, since they may name persons. */
export interface CustomerMailReceived {
  type: 'CustomerMailReceived';
  orderId: string | null;
  ticketId: string;
  mailId: string;
}

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

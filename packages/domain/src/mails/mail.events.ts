export interface MailSent {
  type: 'MailSent';
  orderId: string;
  kind: string;
}

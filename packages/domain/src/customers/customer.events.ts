export interface CustomerMatched {
  type: 'CustomerMatched';
  orderId: string;
  customer: string;
  created: boolean;
}

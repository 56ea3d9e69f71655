export interface ChannelInformed {
  type: 'ChannelInformed';
  orderId: string;
  shipment: string;
}

export interface CarrierChosen {
  type: 'CarrierChosen';
  orderId: string;
  carrier: string;
  service: string;
  shipment: string;
}

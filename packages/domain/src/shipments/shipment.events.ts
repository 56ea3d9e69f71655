export interface ShipmentHandedOver {
  type: 'ShipmentHandedOver';
  orderId: string;
  shipment: string;
  carrier: string;
}
export interface ShipmentConfirmed {
  type: 'ShipmentConfirmed';
  orderId: string;
  shipmentId: string;
  shipment: string;
  trackingNumbers: string[];
}
export interface ShipmentOverdue {
  type: 'ShipmentOverdue';
  orderId: string;
  shipment: string;
}
/** The own warehouse cannot pack it; a ticket tells. */
export interface PackingProblemReported {
  type: 'PackingProblemReported';
  orderId: string;
  shipment: string;
  problem: string;
}
/** The own warehouse packed a part; the rest waits in the shipment it had. */
export interface ShipmentDivided {
  type: 'ShipmentDivided';
  orderId: string;
  shipment: string;
  part: string;
}
/** A message from outside is stored; nobody has read it yet. */
export interface MessageReceived {
  type: 'MessageReceived';
  messageId: string;
  source: string;
}
export type ShipmentEvent =
  | ShipmentHandedOver
  | ShipmentConfirmed
  | ShipmentOverdue
  | PackingProblemReported
  | ShipmentDivided
  | MessageReceived;

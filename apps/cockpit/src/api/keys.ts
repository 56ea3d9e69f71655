/** Types without an id of their own: stored inside their parent. */
const EMBEDDED = [
  'Actor',
  'Address',
  'Candidate',
  'Criterion',
  'DocumentConnection',
  'DocumentEdge',
  'HistoryEntry',
  'InvoiceConnection',
  'InvoiceEdge',
  'Money',
  'OrderConnection',
  'OrderEdge',
  'OrderIndex',
  'PageInfo',
  'Parcel',
  'PickShipment',
  'PickStop',
  'ShipmentItem',
  'StationCount',
  'TicketConnection',
  'TicketEdge',
];

export const keys = Object.fromEntries(EMBEDDED.map((type) => [type, () => null]));

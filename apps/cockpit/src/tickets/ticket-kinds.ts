/** What a ticket can be about, in the order in which it is offered; a kind of the server that is missing here cannot be chosen. */
export const ticketKinds = [
  'hold',
  'overdue',
  'settlement',
  'inbound',
  'effect',
  'import',
  'packing',
  'invoice',
  'mail',
  'manual',
] as const;

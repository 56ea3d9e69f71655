export type Source = 'person' | 'automation' | 'channel' | 'carrier' | 'money' | 'mail';

const SOURCES: Record<string, Source> = {
  OrderImported: 'channel',
  OrderChanged: 'channel',
  MarketplaceShipped: 'channel',
  ChannelInformed: 'channel',
  ShipmentHandedOver: 'carrier',
  ShipmentConfirmed: 'carrier',
  InvoiceIssued: 'money',
  InvoicePaid: 'money',
  MailSent: 'mail',
  MailBounced: 'mail',
  CustomerMailReceived: 'mail',
};
const ICONS: Record<Source, string> = {
  person: 'i-lucide-user-round',
  automation: 'i-lucide-cog',
  channel: 'i-lucide-store',
  carrier: 'i-lucide-truck',
  money: 'i-lucide-euro',
  mail: 'i-lucide-mail',
};
const MACHINES = /^(automation|channel|carrier)$/;
const ID = /^[0-9a-f]{8}-[0-9a-f-]{27}$/i;

/** A person's name out of an actor such as "staff:Anna Bauer"; undefined for machines and bare ids. */
export function personOf(actor: string): string | undefined {
  const at = actor.indexOf(':');
  const kind = actor.slice(0, Math.max(0, at));
  const name = actor.slice(at + 1);
  if (!name || MACHINES.test(name) || ID.test(name)) return undefined;
  return kind && kind !== 'staff' && kind !== 'token' ? undefined : name;
}

export function sourceOf(entry: { type: string; actor: string }): Source {
  if (/^(staff|token):/.test(entry.actor)) return 'person';
  if (entry.actor === 'channel' || entry.actor === 'carrier') return SOURCES[entry.type] ?? entry.actor;
  return SOURCES[entry.type] ?? (personOf(entry.actor) ? 'person' : 'automation');
}

export const iconOf = (entry: { type: string; actor: string }) => ICONS[sourceOf(entry)];

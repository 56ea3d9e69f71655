import type { EffectState, Station } from '../gql/graphql.ts';

/** `none`: nothing to say about this step (not known here, or it will not happen). */
type StepState = 'done' | 'running' | 'open' | 'attention' | 'failed' | 'none';
type StepName = 'released' | 'transmitted' | 'shipped' | 'delivered' | 'channel' | 'invoice' | 'payment';
export interface Step {
  name: StepName;
  state: StepState;
}

export interface Progress {
  station: Station;
  heldAt?: Station | null;
  fulfilledBy: 'merchant' | 'marketplace';
  overdue: boolean;
  trackingNumber?: string | null;
  channelInformed?: EffectState | null;
  invoiceNumber?: string | null;
  paidAt?: string | null;
}

const WAY: Station[] = ['received', 'released', 'routed', 'transmitted', 'shipped', 'invoiced', 'paid', 'closed'];

const CHANNEL: Record<EffectState, StepState> = {
  pending: 'running',
  sending: 'running',
  sent: 'running',
  done: 'done',
  failed: 'failed',
  in_doubt: 'attention',
  revoked: 'none',
  bounced: 'failed',
};

/** How far the goods came: index in WAY of the last station reached. */
function reached(order: Progress): number {
  if (order.station === 'held') return WAY.indexOf(order.heldAt ?? 'received');
  if (order.station === 'cancelled') return order.trackingNumber ? WAY.indexOf('shipped') : -1;
  return WAY.indexOf(order.station);
}

/** Stations (from, until) between which each goods step runs. */
const GOODS = { released: [0, 1], transmitted: [1, 3], shipped: [3, 4] } as const;

function goodsStep(name: keyof typeof GOODS, order: Progress, at: number): StepState {
  const [from, until] = GOODS[name];
  if (at >= until || (name === 'shipped' && order.trackingNumber)) return 'done';
  if (order.station === 'cancelled') return 'none';
  if (at < from) return 'open';
  if (order.station === 'held' || (name === 'shipped' && order.overdue)) return 'attention';
  return 'running';
}

function invoiceStep(order: Progress, at: number): StepState {
  if (order.invoiceNumber) return 'done';
  if (order.station === 'cancelled') return 'none';
  if (order.station === 'held') return at >= 4 ? 'attention' : 'open';
  return at === 4 ? 'running' : 'open';
}

function paymentStep(order: Progress): StepState {
  if (order.paidAt) return 'done';
  return order.station === 'cancelled' ? 'none' : 'open';
}

/** The seven steps of the progress glyph: goods, channel told, money. Goods and money run independently. */
export function progressSteps(order: Progress): Step[] {
  const at = reached(order);
  const own = order.fulfilledBy === 'merchant';
  const goods = (name: keyof typeof GOODS): Step => ({ name, state: own ? goodsStep(name, order, at) : 'none' });
  return [
    goods('released'),
    goods('transmitted'),
    goods('shipped'),
    { name: 'delivered', state: 'none' }, // parcel services' own events are not collected yet
    { name: 'channel', state: order.channelInformed ? CHANNEL[order.channelInformed] : own ? 'open' : 'none' },
    { name: 'invoice', state: invoiceStep(order, at) },
    { name: 'payment', state: paymentStep(order) },
  ];
}

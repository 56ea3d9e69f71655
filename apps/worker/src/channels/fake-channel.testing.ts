import type { IncomingOrder } from '@kontor/domain/channels/incoming-order';
import type {
  ChangeSignal,
  IncomingMovement,
  OrderList,
  OrderPage,
  SalesChannel,
  Submission,
  Verdict,
} from '@kontor/domain/channels/sales-channel.port';
import { openLog } from '@kontor/platform/log';
import type { Connections } from '../connections.ts';
import type { Work, WorldJob } from '../handle.ts';
import type { TestWorld } from '../testing.ts';

/** A sales channel whose answers a test writes; it notes what it was asked. */
export interface FakeChannel extends SalesChannel {
  orders: Map<string, IncomingOrder>;
  signals: ChangeSignal[];
  pages: OrderPage[];
  list: OrderList;
  verdict: Verdict;
  submissions: string[];
  /** What was handed in. */
  handedIn: Submission[];
  movements: IncomingMovement[];
  completeUntil: Date;
  asked: string[];
  /** Thrown by the next call of this name. */
  failing: Map<keyof SalesChannel, Error>;
}

let receipts = 0;

export function fakeChannel(): FakeChannel {
  const asked: string[] = [];
  const failing = new Map<keyof SalesChannel, Error>();
  const note = (name: keyof SalesChannel, of = ''): void => {
    asked.push(of ? `${name} ${of}` : name);
    const error = failing.get(name);
    failing.delete(name);
    if (error) throw error;
  };
  const channel: FakeChannel = {
    orders: new Map(),
    signals: [],
    pages: [],
    list: { state: 'waiting' },
    verdict: { state: 'waiting' },
    submissions: [],
    handedIn: [],
    movements: [],
    completeUntil: new Date('2026-11-20T09:00:00Z'),
    asked,
    failing,
    async fetchOrders(since, next) {
      note('fetchOrders', next ?? since.toISOString());
      return channel.pages.shift()!;
    },
    async fetchPlacedOrders(_period, next) {
      note('fetchPlacedOrders', next ?? '');
      return channel.pages[Number(next ?? 0)]!;
    },
    async fetchOrder(id) {
      note('fetchOrder', id);
      return channel.orders.get(id) ?? null;
    },
    async receiveChanges() {
      note('receiveChanges');
      return channel.signals;
    },
    async forgetChanges(signals) {
      note('forgetChanges', signals.map(({ receipt }) => receipt).join());
    },
    async requestOrderList() {
      note('requestOrderList');
      return `list-${asked.length}`;
    },
    async readOrderList() {
      note('readOrderList');
      return channel.list;
    },
    async confirmShipment({ packageReference, trackingNumber }) {
      note('confirmShipment', `${packageReference} ${trackingNumber}`);
    },
    async submit(submission) {
      // Handed in before anything can go wrong with the answer.
      const receipt = `feed-${(receipts += 1)}`;
      channel.submissions.push(receipt);
      channel.handedIn.push(submission);
      note('submit', submission.kind);
      return receipt;
    },
    async readVerdict(_kind, receipt) {
      note('readVerdict', receipt);
      return channel.verdict;
    },
    async listSubmissions() {
      note('listSubmissions');
      return channel.submissions;
    },
    async askForReview({ channelOrderId }) {
      note('askForReview', channelOrderId);
      return 'asked';
    },
    listSettlements: async () => [],
    fetchSettlement: async () => new Uint8Array(),
    readSettlement: () => {
      throw new Error('no settlement here');
    },
    async fetchMovements(since, next) {
      note('fetchMovements', next ?? since.toISOString());
      return { movements: channel.movements, next: null, completeUntil: channel.completeUntil };
    },
  };
  return channel;
}

/** Runs a job that talks to the world, with this channel behind every account. */
export function runWith(world: TestWorld, channel: SalesChannel) {
  const connections = { channel: () => channel } as unknown as Connections;
  const work: Work = { newContext: world.ctx, connections, log: openLog('test', 'silent') };
  return { work, run: (job: WorldJob, data: object) => job.run(work, [data] as never[]) };
}

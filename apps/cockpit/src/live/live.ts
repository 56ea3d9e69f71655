import { stringifyDocument } from '@urql/core';
import type { Client } from 'graphql-ws';
import { connectionIs, connectionReset, dataArrived } from './connection.ts';
import {
  ChannelChanges,
  OrderChanges,
  TicketChanges,
  TicketViewers,
  type ChannelChange,
  type OrderChange,
  type TicketChange,
  type TicketViewer,
} from './documents.ts';
import { emitter } from './emitter.ts';
import { keepOpen } from './keep-open.ts';
import { ResumeLoop } from './resume.ts';
import { openSocket } from './socket.ts';
import { subscribeSince } from './subscribe.ts';

/** Every change of an order and of a ticket, once each, in commit order. */
export const orderChanges = emitter<OrderChange>();
export const ticketChanges = emitter<TicketChange>();
/** What happens to channels, while somebody looks at them. */
export const channelChanges = emitter<ChannelChange>();
export const channelGap = emitter<void>();
/** The feed of orders, of tickets has a hole: read again what is shown of them. */
export const orderGap = emitter<void>();
export const ticketGap = emitter<void>();
/** The server refused the socket: the session may have ended. */
export const socketRefused = emitter<void>();

let client: Client | undefined;

function later(ms: number, task: () => void) {
  const timer = setTimeout(task, ms);
  return () => clearTimeout(timer);
}

const socket = () =>
  (client ??= openSocket(`${location.origin.replace(/^http/, 'ws')}/graphql`, {
    connecting: () => connectionIs('connecting'),
    connected: () => {
      connectionIs('live');
      orders.connected();
      tickets.connected();
      channels.connected();
      wake(); // whichever loop came first, the other need not wait any longer
    },
    closed: (code) => {
      connectionIs('down');
      if (code !== undefined && code >= 4400 && code < 4408) socketRefused.emit();
    },
  }));

const orders = new ResumeLoop<OrderChange>({
  open: subscribeSince(socket, OrderChanges, (data) => data.orderChanges),
  cursorOf: (change) => change.cursor,
  take: (change) => {
    dataArrived();
    orderChanges.emit(change);
  },
  gap: () => orderGap.emit(),
  later,
});

const tickets = new ResumeLoop<TicketChange>({
  open: subscribeSince(socket, TicketChanges, (data) => data.ticketChanges),
  cursorOf: (change) => change.cursor,
  take: (change) => {
    dataArrived();
    ticketChanges.emit(change);
  },
  gap: () => ticketGap.emit(),
  later,
});

const channels = new ResumeLoop<ChannelChange>({
  open: subscribeSince(socket, ChannelChanges, (data) => data.channelChanges),
  cursorOf: (change) => change.cursor,
  take: (change) => {
    dataArrived();
    channelChanges.emit(change);
  },
  gap: () => channelGap.emit(),
  later,
});
let channelReaders = 0;

/** Follows the channels until the returned function is called by everyone who asked. */
export function followChannels() {
  if (++channelReaders === 1) channels.start();
  return () => {
    if (--channelReaders === 0) channels.stop();
  };
}

function wake() {
  orders.wake();
  tickets.wake();
  channels.wake();
}

function lost() {
  client?.terminate();
  connectionIs('down');
}

export function startLive() {
  connectionReset();
  window.addEventListener('online', wake);
  window.addEventListener('offline', lost);
  orders.start();
  tickets.start();
}

export function stopLive() {
  window.removeEventListener('online', wake);
  window.removeEventListener('offline', lost);
  orders.stop();
  tickets.stop();
  channels.stop();
  void client?.dispose();
  client = undefined;
}

/** Who looks at tickets, as long as somebody listens; begins anew when the connection does. */
export const followViewers = (take: (viewers: TicketViewer[]) => void) => {
  const open = (again: () => void) =>
    socket().subscribe<{ ticketViewers: TicketViewer[] }>(
      { query: stringifyDocument(TicketViewers) },
      { next: ({ data }) => data && take(data.ticketViewers as TicketViewer[]), error: again, complete: () => {} },
    );
  return keepOpen(open, later);
};

/** Makes sure no change after `cursor` (of an orderIndex answer) is missed. */
export const anchorOrders = (cursor: string) => orders.anchor(cursor);

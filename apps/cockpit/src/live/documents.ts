import { graphql } from '../gql';
import type {
  ChannelChangesSubscription,
  OrderChangesSubscription,
  TicketChangesSubscription,
  TicketViewersSubscription,
} from '../gql/graphql.ts';

export type OrderChange = OrderChangesSubscription['orderChanges'];
export type TicketChange = TicketChangesSubscription['ticketChanges'];
export type ChannelChange = ChannelChangesSubscription['channelChanges'];
export type OrderRow = OrderChange['order'];
export type TicketRow = TicketChange['ticket'];
export type TicketViewer = TicketViewersSubscription['ticketViewers'][number];

graphql(`
  fragment OrderRow on Order {
    id
    number
    channelOrderId
    channel {
      id
      name
    }
    station
    heldAt
    holdReasons
    fulfilledBy
    placedAt
    shipBy
    total {
      amount
      currency
    }
    customerName
    cancelRequested
    carrierName
    trackingNumber
    trackingAt
    overdue
    channelInformed
    deliveryNoteNumber
    invoiceNumber
    paidAt
    ticketId
    rev
    updatedAt
    documents {
      id
      kind
      number
      path
    }
  }
`);

graphql(`
  fragment TicketRow on Ticket {
    id
    number
    kind
    reason
    status
    shipmentNumber
    priority
    team
    assignee {
      id
      name
    }
    dueAt
    snoozedUntil
    snoozedFor
    createdAt
    closedAt
    rev
    order {
      id
      number
      customerName
    }
  }
`);

export const OrderChanges = graphql(`
  subscription OrderChanges($since: String) {
    orderChanges(since: $since) {
      cursor
      type
      order {
        ...OrderRow
      }
    }
  }
`);

export const TicketChanges = graphql(`
  subscription TicketChanges($since: String) {
    ticketChanges(since: $since) {
      cursor
      type
      ticket {
        ...TicketRow
      }
    }
  }
`);

export const TicketViewers = graphql(`
  subscription TicketViewers {
    ticketViewers {
      ticketId
      staffId
      name
      editing
    }
  }
`);

export const ChannelChanges = graphql(`
  subscription ChannelChanges($since: String) {
    channelChanges(since: $since) {
      cursor
      type
      channel {
        id
        code
      }
    }
  }
`);

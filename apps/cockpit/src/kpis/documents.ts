import { graphql } from '../gql';
import type { KpisQuery } from '../gql/graphql.ts';

export type Kpis = KpisQuery['kpis'];

graphql(`
  fragment KpiCounts on KpiFigures {
    orders
    byHand
    automaticShare
    shipped
    late
    lateShare
    toHandOver {
      ...KpiTook
    }
    toShipment {
      ...KpiTook
    }
    toChannel {
      ...KpiTook
    }
    toPayment {
      ...KpiTook
    }
  }
`);

graphql(`
  fragment KpiTook on KpiDuration {
    count
    p50
    p95
  }
`);

export const KpisOf = graphql(`
  query Kpis($from: String!, $until: String!, $channelId: ID) {
    kpis(from: $from, until: $until, channelId: $channelId) {
      countedAt
      all {
        ...KpiCounts
        ticketsOpened
        ticketsClosed
      }
      before {
        ...KpiCounts
      }
      days {
        day
        orders
        byHand
        automaticShare
        late
        lateShare
        ticketsOpened
        ticketsClosed
        toShipment {
          ...KpiTook
        }
        toChannel {
          ...KpiTook
        }
      }
      heldFor {
        reason
        orders
      }
      carriers {
        carrierId
        name
        shipments
        cost {
          amount
          currency
        }
        confirmation {
          ...KpiTook
        }
      }
      overdue
      openTickets
      openItems {
        amount
        currency
      }
    }
  }
`);

export const KpiOrders = graphql(`
  query KpiOrders(
    $list: KpiList!
    $from: String!
    $until: String!
    $key: String
    $channelId: ID
    $after: String
    $slowest: Boolean!
  ) {
    kpiOrders(
      list: $list
      from: $from
      until: $until
      key: $key
      channelId: $channelId
      first: 50
      after: $after
      slowest: $slowest
    ) {
      totalCount
      pageInfo {
        hasNextPage
        endCursor
      }
      edges {
        node {
          at
          seconds
          order {
            id
            number
            customerName
            station
            holdReasons
            overdue
            cancelRequested
          }
        }
      }
    }
  }
`);

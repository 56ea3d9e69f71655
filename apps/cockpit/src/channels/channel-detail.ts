import { graphql } from '../gql';
import type { BackfillsQuery, ChannelPageQuery, ChannelsQuery } from '../gql/graphql.ts';

export type ChannelRow = ChannelsQuery['channels'][number];
export type ChannelDetail = NonNullable<ChannelPageQuery['channel']>;
export type ChannelDayRow = ChannelRow['days']['edges'][number]['node'];
export type BackfillRow = BackfillsQuery['backfills']['edges'][number]['node'];
export type Policy = ChannelDetail['policy'];

graphql(`
  fragment ChannelRow on Channel {
    id
    code
    kind
    name
    account
    marketplaces
    paused
    lastFetchedAt
    signalledAt
    lastError
    lastErrorOf
    cursor
    rhythm {
      everySeconds
      cron
      byStaff
      nextTimes
    }
    days(first: 7) {
      edges {
        node {
          ...ChannelDayRow
        }
      }
    }
  }
`);

graphql(`
  fragment ChannelDayRow on ChannelDay {
    day
    state
    until
    reported
    known
    recovered
    askedAt
    provedAt
    missing {
      channelOrderId
      problem
    }
  }
`);

graphql(`
  fragment PolicyFields on ChannelPolicy {
    paidByChannel
    invoiceMarketplaceFulfilled
    splitShipments
    mails {
      received
      shipped
      invoice
    }
    invoiceUpload
    reviewRequest
    personalDataWithinHours
    warnBeforeShipByHours
  }
`);

export const Channels = graphql(`
  query Channels {
    channels {
      ...ChannelRow
    }
  }
`);

export const ChannelPage = graphql(`
  query ChannelPage($code: String!) {
    channel(code: $code) {
      ...ChannelRow
      country
      currency
      policyByStaff
      policyConsequences
      policy {
        ...PolicyFields
      }
      defaultPolicy {
        ...PolicyFields
      }
      movementCursor
      money {
        movements
        since
        deferred {
          amount
          currency
        }
        released {
          amount
          currency
        }
      }
      limits {
        operation
        ratePerSecond
        burst
        tokens
        refused
        calledAt
      }
      history(first: 12) {
        edges {
          node {
            cursor
            type
            actor
            at
            data
          }
        }
      }
    }
  }
`);

export const ChannelDays = graphql(`
  query ChannelDays($code: String!, $after: String) {
    channel(code: $code) {
      days(first: 14, after: $after) {
        totalCount
        pageInfo {
          hasNextPage
          endCursor
        }
        edges {
          node {
            ...ChannelDayRow
          }
        }
      }
    }
  }
`);

export const Backfills = graphql(`
  query Backfills($channelId: ID!, $after: String) {
    backfills(channelId: $channelId, first: 5, after: $after) {
      totalCount
      pageInfo {
        hasNextPage
        endCursor
      }
      edges {
        node {
          id
          startsAt
          endsAt
          state
          seen
          imported
          changed
          lastError
          requestedBy
          createdAt
          finishedAt
        }
      }
    }
  }
`);

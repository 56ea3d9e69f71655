import { graphql } from '../gql';

graphql(`
  fragment Part on SettlementPart {
    count
    amount {
      amount
      currency
    }
  }
`);

graphql(`
  fragment SettlementHead on Settlement {
    id
    settlementId
    state
    problem
    startsAt
    endsAt
    fetchedAt
    channel {
      id
      name
    }
    sums {
      isBalanced
      payout {
        amount
        currency
      }
      matched {
        ...Part
      }
      fees {
        ...Part
      }
      reserve {
        ...Part
      }
      open {
        ...Part
      }
    }
  }
`);

export const Settlements = graphql(`
  query Settlements($after: String) {
    settlements(first: 50, after: $after) {
      totalCount
      pageInfo {
        hasNextPage
        endCursor
      }
      edges {
        node {
          ...SettlementHead
        }
      }
    }
  }
`);

export const SettlementDetail = graphql(`
  query SettlementDetail($id: ID!) {
    settlement(id: $id) {
      ...SettlementHead
      items(first: 200, open: true) {
        totalCount
        edges {
          node {
            settlementId
            itemNo
            kind
            transactionType
            amountType
            amountDescription
            channelOrderId
            reason
            postedAt
            open {
              amount
              currency
            }
            order {
              id
              number
            }
          }
        }
      }
      bookings(first: 50) {
        totalCount
        edges {
          node {
            ...BookingRow
          }
        }
      }
    }
  }
`);

graphql(`
  fragment BookingRow on SettlementBooking {
    id
    kind
    itemNo
    document
    account
    rule
    at
    canUndo
    amount {
      amount
      currency
    }
  }
`);

graphql(`
  fragment Candidate on MatchCandidate {
    invoiceId
    number
    order
    channelOrderId
    issuedOn
    open {
      amount
      currency
    }
  }
`);

export const Suggestions = graphql(`
  query Suggestions($item: SettlementItemInput!) {
    matchSuggestions(item: $item) {
      action
      score
      reasons
      account
      candidate {
        ...Candidate
      }
    }
  }
`);

export const SearchCandidates = graphql(`
  query SearchCandidates($search: String!) {
    matchCandidates(search: $search) {
      ...Candidate
    }
  }
`);

export const TryRule = graphql(`
  query TryRule($item: SettlementItemInput!) {
    trySettlementRule(item: $item) {
      openItems
      openCents
      rowsSoFar
    }
  }
`);

export const MatchItem = graphql(`
  mutation MatchItem($input: MatchItemInput!) {
    matchSettlementItem(input: $input) {
      id
    }
  }
`);

export const BookItem = graphql(`
  mutation BookItem($input: BookItemInput!) {
    bookSettlementItem(input: $input) {
      id
    }
  }
`);

export const LearnRule = graphql(`
  mutation LearnRule($input: BookItemInput!) {
    learnSettlementRule(input: $input) {
      id
    }
  }
`);

export const WriteOffItem = graphql(`
  mutation WriteOffItem($input: SettlementItemInput!) {
    writeOffSettlementItem(input: $input) {
      id
    }
  }
`);

export const UndoBooking = graphql(`
  mutation UndoBooking($id: ID!) {
    undoBooking(bookingId: $id) {
      id
    }
  }
`);

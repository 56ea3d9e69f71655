import { graphql } from '../gql';
import type { OrderPageQuery } from '../gql/graphql.ts';

export type OrderDetail = NonNullable<OrderPageQuery['order']>;

graphql(`
  fragment OrderHead on Order {
    ...OrderRow
    deliverBy
    business
    remark
    giftMessage
    paymentMethod
    channelStatus
    channelAddress {
      name
      company
      street
      addition
      postcode
      city
      country
      phone
    }
    marketplace
    replaces
    channel {
      id
      policy {
        splitShipments
      }
    }
    parts {
      units {
        sku
        quantity
      }
    }
    replacedOrder {
      id
      number
    }
    dataRetryAt
    dataTries
    refunded {
      amount
      currency
    }
    shippingAddress {
      name
      company
      street
      addition
      postcode
      city
      country
      phone
    }
    lines {
      id
      position
      sku
      title
      quantity
      total {
        amount
        currency
      }
      shipping {
        amount
        currency
      }
      known
      added
      vatPermille
    }
    customer {
      id
      number
      name
      company
      email
      orderCount
    }
    invoices {
      id
      number
      issuedOn
      state
      gross {
        amount
        currency
      }
      paid {
        amount
        currency
      }
      document {
        id
        path
      }
    }
    payments {
      id
      at
      settlement
      amount {
        amount
        currency
      }
    }
    movements {
      id
      type
      status
      postedAt
      settlement
      amount {
        amount
        currency
      }
    }
    tickets {
      ...TicketRow
    }
    shipments {
      id
      number
      state
      serviceName
      transmittedAt
      confirmBy
      overdue
      confirmedAt
      carrier {
        id
        name
        transport
        format
      }
      parcels {
        trackingNumber
        parcelService
        trackingUrl
        shippedAt
      }
    }
  }
`);

graphql(`
  fragment CandidateParts on Candidate {
    row
    carrierCode
    carrierName
    serviceCode
    serviceName
    fits
    chosen
    transitDays
    arrivesOn
    arrivalText
    priceText
    parcelsText
    price {
      amount
      currency
    }
    criteria {
      name
      label
      text
      passed
    }
  }
`);

export const OrderPage = graphql(`
  query OrderPage($number: String!, $language: Language!) {
    order(number: $number) {
      ...OrderHead
      carrierDecision(language: $language) {
        id
        decidedAt
        matrixVersion
        strategyText
        summary
        legs {
          carrierCode
          carrierName
          serviceCode
          serviceName
          parcelsText
          candidates {
            ...CandidateParts
          }
        }
        candidates {
          ...CandidateParts
        }
      }
      effects {
        id
        kind
        state
        attempts
        lastError
        createdAt
        updatedAt
      }
      history {
        cursor
        type
        actor
        at
        data
      }
    }
  }
`);

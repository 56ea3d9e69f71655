import { graphql } from '../gql';
import type { MatrixPageQuery, MatrixTermsPartsFragment, SimulateMatrixMutation } from '../gql/graphql.ts';

graphql(`
  fragment MatrixServiceParts on MatrixService {
    carrier
    code
    name
    parcelService
    active
    level
    countries
    postcodes
    excludedPostcodes
    islands
    hazardous
    maxWeightG
    maxLengthMm
    maxWidthMm
    maxHeightMm
    maxGirthMm
    volumetricDivisor
    maxParcels
    cutOff
    transitDays
    deliveryWeekdays
    excludedChannels
    tariffs {
      version
      validFrom
      validTo
      zones {
        name
        countries
        postcodes
        bands {
          upToG
          cents
        }
      }
      surcharges {
        name
        when
        over
        postcodes
        cents
        permille
      }
    }
  }
`);

graphql(`
  fragment MatrixTermsParts on MatrixTerms {
    currency
    strategy {
      kind
      dayCents
    }
    islands
    carriers {
      code
      name
      active
      confirmWithinMinutes
      calendar {
        weekdays
        region
        closedOn
      }
      excludedChannels
    }
    services {
      ...MatrixServiceParts
    }
  }
`);

graphql(`
  fragment MatrixVersionHead on MatrixVersion {
    id
    number
    state
    rev
    basedOn
    note
    createdBy
    createdAt
    publishedBy
    publishAt
    activeSince
    retiredAt
  }
`);

graphql(`
  fragment MatrixVersionParts on MatrixVersion {
    ...MatrixVersionHead
    terms {
      ...MatrixTermsParts
    }
    shadows {
      row
      by
      needsStock
    }
  }
`);

export const MatrixPage = graphql(`
  query MatrixPage {
    matrix {
      ...MatrixVersionParts
    }
    matrixDraft {
      ...MatrixVersionParts
    }
    matrixVersions(first: 20) {
      totalCount
      edges {
        node {
          ...MatrixVersionHead
        }
      }
    }
    channels {
      code
      name
    }
  }
`);

export const MatrixOfVersion = graphql(`
  query MatrixOfVersion($number: Int!) {
    matrix(number: $number) {
      ...MatrixVersionParts
    }
  }
`);

export const ExampleServices = graphql(`
  query ExampleServices($carrierCode: String!) {
    exampleServices(carrierCode: $carrierCode) {
      ...MatrixServiceParts
    }
  }
`);

export const CreateMatrixDraft = graphql(`
  mutation CreateMatrixDraft {
    createMatrixDraft {
      id
    }
  }
`);

export const EditMatrixDraft = graphql(`
  mutation EditMatrixDraft($input: EditMatrixDraftInput!) {
    editMatrixDraft(input: $input) {
      ...MatrixVersionParts
    }
  }
`);

export const DiscardMatrixDraft = graphql(`
  mutation DiscardMatrixDraft($input: SeenMatrixInput!) {
    discardMatrixDraft(input: $input) {
      id
    }
  }
`);

export const SimulateMatrix = graphql(`
  mutation SimulateMatrix($input: SimulateMatrixInput!) {
    simulateMatrixDraft(input: $input) {
      number
      rev
      against
      orders
      unchanged
      moved
      lost
      gained
      withoutCarrier
      earlier
      later
      lateBefore
      lateAfter
      milliseconds
      before {
        amount
        currency
      }
      after {
        amount
        currency
      }
      changes {
        orderId
        orderNumber
        kind
        before {
          carrier
          arrivesOn
          price {
            amount
            currency
          }
        }
        after {
          carrier
          arrivesOn
          price {
            amount
            currency
          }
        }
      }
      rows {
        carrierCode
        serviceCode
        before
        after
      }
    }
  }
`);

export const PublishMatrix = graphql(`
  mutation PublishMatrix($input: PublishMatrixInput!) {
    publishMatrix(input: $input) {
      id
    }
  }
`);

export const UnscheduleMatrix = graphql(`
  mutation UnscheduleMatrix($input: SeenMatrixInput!) {
    unscheduleMatrix(input: $input) {
      id
    }
  }
`);

export const RollBackMatrix = graphql(`
  mutation RollBackMatrix($input: SeenMatrixInput!) {
    rollBackMatrix(input: $input) {
      id
    }
  }
`);

export type Terms = MatrixTermsPartsFragment;
export type Service = Terms['services'][number];
export type MatrixVersion = NonNullable<MatrixPageQuery['matrix']>;
export type VersionHead = MatrixPageQuery['matrixVersions']['edges'][number]['node'];
export type Simulation = SimulateMatrixMutation['simulateMatrixDraft'];

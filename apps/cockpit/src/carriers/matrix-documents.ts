import { graphql } from '../gql';
import type { MatrixPageQuery, MatrixTermsPartsFragment } from '../gql/graphql.ts';

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
        hours {
          from
          to
        }
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

export type Terms = MatrixTermsPartsFragment;
export type Service = Terms['services'][number];
export type MatrixVersion = NonNullable<MatrixPageQuery['matrix']>;
export type VersionHead = MatrixPageQuery['matrixVersions']['edges'][number]['node'];

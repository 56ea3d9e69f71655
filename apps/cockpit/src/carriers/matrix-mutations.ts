import { graphql } from '../gql';
import type { SimulateMatrixMutation } from '../gql/graphql.ts';

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

export type Simulation = SimulateMatrixMutation['simulateMatrixDraft'];

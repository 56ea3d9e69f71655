import { graphql } from '../gql';

export const Carriers = graphql(`
  query TransportCarriers {
    carriers {
      id
      code
      name
      kind
      active
      transport
      format
      batchCron
      proved
    }
  }
`);

export const CarrierSetup = graphql(`
  query CarrierSetup($code: String!) {
    carrier(code: $code) {
      id
      code
      name
      kind
      active
      proved
      transport
      batchCron
      handover {
        config
        kept
      }
      returns {
        config
        kept
      }
      template {
        id
        version
      }
      templates(first: 20) {
        edges {
          node {
            id
            version
            content
            note
            createdBy
            createdAt
          }
        }
      }
      trials(first: 10) {
        edges {
          node {
            id
            number
            kind
            state
            createdAt
            steps {
              at
              ok
              text
            }
          }
        }
      }
    }
  }
`);

export const PreviewTemplate = graphql(`
  query PreviewTemplate($input: PreviewTemplateInput!) {
    previewTemplate(input: $input) {
      fileName
      text
      subject
      mailText
      mailHtml
      problems {
        part
        line
        column
        code
        found
        suggestion
      }
    }
  }
`);

export const TestMapping = graphql(`
  query TestMapping($input: TestMappingInput!) {
    testMapping(input: $input) {
      problem
      parcels {
        shipment
        trackingNumber
        parcelService
        shippedAt
      }
    }
  }
`);

export const SaveTemplate = graphql(`
  mutation SaveTemplate($input: SaveTemplateInput!) {
    saveTemplate(input: $input) {
      id
      version
    }
  }
`);

export const PublishTemplate = graphql(`
  mutation PublishTemplate($templateId: ID!) {
    publishTemplate(templateId: $templateId) {
      id
      version
    }
  }
`);

export const SetCarrierConnection = graphql(`
  mutation SetCarrierConnection($input: SetCarrierConnectionInput!) {
    setCarrierConnection(input: $input) {
      id
    }
  }
`);

export const StartTrial = graphql(`
  mutation StartTrial($input: StartTrialInput!) {
    startTrial(input: $input) {
      id
      number
    }
  }
`);

export const EnterAnswer = graphql(`
  mutation EnterAnswer($input: EnterAnswerInput!) {
    enterAnswer(input: $input) {
      id
    }
  }
`);

export const ArmCarrier = graphql(`
  mutation ArmCarrier($carrierId: ID!) {
    armCarrier(carrierId: $carrierId) {
      id
    }
  }
`);

export const DisarmCarrier = graphql(`
  mutation DisarmCarrier($carrierId: ID!) {
    disarmCarrier(carrierId: $carrierId) {
      id
    }
  }
`);

export const CreateCarrier = graphql(`
  mutation CreateCarrier($input: CreateCarrierInput!) {
    createCarrier(input: $input) {
      code
    }
  }
`);

export const RenameCarrier = graphql(`
  mutation RenameCarrier($carrierId: ID!, $name: String!) {
    renameCarrier(carrierId: $carrierId, name: $name) {
      id
      name
    }
  }
`);

import { graphql } from '../gql';
import type { MailTemplateQuery } from '../gql/graphql.ts';

export type Version = MailTemplateQuery['mailTemplate']['versions'][number];

export const MailTemplate = graphql(`
  query MailTemplate($place: MailPlaceInput!) {
    mailTemplate(place: $place) {
      source
      content {
        subject
        mailText
        mailHtml
      }
      versions {
        id
        version
        note
        createdBy
        createdAt
        content {
          subject
          mailText
          mailHtml
        }
      }
    }
  }
`);

export const PreviewMail = graphql(`
  query PreviewMail($input: PreviewMailInput!) {
    previewMail(input: $input) {
      problems {
        part
        line
        column
        code
        found
        suggestion
      }
      subject
      text
      html
    }
  }
`);

export const SaveMailTemplate = graphql(`
  mutation SaveMailTemplate($input: SaveMailTemplateInput!) {
    saveMailTemplate(input: $input) {
      id
    }
  }
`);

export const RestoreMailTemplate = graphql(`
  mutation RestoreMailTemplate($id: ID!) {
    restoreMailTemplate(templateId: $id) {
      id
    }
  }
`);

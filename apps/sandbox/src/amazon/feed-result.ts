import { XMLBuilder } from 'fast-xml-parser';

/** What came of one message of a feed. */
export interface FeedProblem {
  messageId: string;
  code: string;
  description: string;
  /** The order or item it is about. */
  orderId?: string;
}

/** What came of a feed. */
export interface FeedOutcome {
  /** FATAL: nothing in it could be read. */
  status: 'DONE' | 'FATAL';
  processed: number;
  problems: FeedProblem[];
}

const builder = new XMLBuilder({ ignoreAttributes: false, format: true, suppressEmptyNode: false });

/** The processing report of an XML feed. */
export function xmlReport(sellerId: string, feedId: string, outcome: FeedOutcome): string {
  const failed = new Set(outcome.problems.map(({ messageId }) => messageId)).size;
  const report = {
    '?xml': { '@_version': '1.0', '@_encoding': 'UTF-8' },
    AmazonEnvelope: {
      '@_xmlns:xsi': 'http://www.w3.org/2001/XMLSchema-instance',
      '@_xsi:noNamespaceSchemaLocation': 'amzn-envelope.xsd',
      Header: { DocumentVersion: '1.02', MerchantIdentifier: sellerId },
      MessageType: 'ProcessingReport',
      Message: {
        MessageID: '1',
        ProcessingReport: {
          DocumentTransactionID: feedId,
          StatusCode: outcome.status === 'DONE' ? 'Complete' : 'Rejected',
          ProcessingSummary: {
            MessagesProcessed: outcome.processed,
            MessagesSuccessful: outcome.status === 'DONE' ? outcome.processed - failed : 0,
            MessagesWithError: outcome.status === 'DONE' ? failed : Math.max(1, failed),
            MessagesWithWarning: 0,
          },
          Result: outcome.problems.map(({ messageId, code, description, orderId }) => ({
            MessageID: messageId,
            ResultCode: 'Error',
            ResultMessageCode: code,
            ResultDescription: description,
            ...(orderId ? { AdditionalInfo: { AmazonOrderID: orderId } } : {}),
          })),
        },
      },
    },
  };
  return builder.build(report) as string;
}

/** The summary of a feed that is no XML: counts, then a table of errors. */
export function textReport({ processed, problems, status }: FeedOutcome): string {
  const failed = new Set(problems.map(({ messageId }) => messageId)).size;
  const head = [
    'Feed Processing Summary:',
    `\tNumber of records processed\t\t${processed}`,
    `\tNumber of records successful\t\t${status === 'DONE' ? processed - failed : 0}`,
    '',
  ];
  if (!problems.length) return head.join('\n');
  const rows = problems.map(({ messageId, code, description }) => `${messageId}\t\t${code}\tError\t${description}`);
  return [...head, 'original-record-number\tsku\terror-code\terror-type\terror-message', ...rows, ''].join('\n');
}

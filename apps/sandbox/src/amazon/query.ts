import { invalid } from './answers.ts';
import type { Operation } from './operations.ts';

/** The parameters of a request by name. */
export type Query = Record<string, string | undefined>;

/** What a parameter may hold, as the official models say it. */
export interface Parameter {
  kind: 'text' | 'list' | 'whole' | 'instant' | 'boolean';
  required?: true;
  /** Of a number its limits, of a list its length. */
  least?: number;
  most?: number;
  oneOf?: readonly string[];
}

const text: Parameter = { kind: 'text' };
const instant: Parameter = { kind: 'instant' };
const list = (more: Omit<Parameter, 'kind'> = {}): Parameter => ({ kind: 'list', ...more });
const whole = (least: number, most: number): Parameter => ({ kind: 'whole', least, most });

const includedData = list({
  oneOf: [
    'BUYER',
    'RECIPIENT',
    'PROCEEDS',
    'EXPENSE',
    'PROMOTION',
    'CANCELLATION',
    'FULFILLMENT',
    'PACKAGES',
    'TAX',
    'PAYMENT',
    'FULFILLMENT_ORDERS',
  ],
});
const listOfWork = {
  marketplaceIds: list({ least: 1, most: 10 }),
  pageSize: whole(1, 100),
  processingStatuses: list({ least: 1, oneOf: ['CANCELLED', 'DONE', 'FATAL', 'IN_PROGRESS', 'IN_QUEUE'] }),
  createdSince: instant,
  createdUntil: instant,
  nextToken: text,
};
const oneMarketplace = { marketplaceIds: list({ required: true, least: 1, most: 1 }) };
const document = { enableContentEncodingUrlHeader: { kind: 'boolean' } } as const;

/** The query parameters of each operation; one that is not named here takes none. */
export const parameters: Partial<Record<Operation, Record<string, Parameter>>> = {
  searchOrders: {
    createdAfter: instant,
    createdBefore: instant,
    lastUpdatedAfter: instant,
    lastUpdatedBefore: instant,
    fulfillmentStatuses: list({
      oneOf: [
        'PENDING_AVAILABILITY',
        'PENDING',
        'UNSHIPPED',
        'PARTIALLY_SHIPPED',
        'SHIPPED',
        'CANCELLED',
        'UNFULFILLABLE',
      ],
    }),
    marketplaceIds: list({ most: 50 }),
    fulfilledBy: list({ oneOf: ['MERCHANT', 'AMAZON'] }),
    maxResultsPerPage: whole(1, 100),
    paginationToken: text,
    includedData,
  },
  getOrder: { includedData },
  getReports: { reportTypes: list({ least: 1, most: 10 }), ...listOfWork },
  getReportDocument: document,
  getFeeds: { feedTypes: list({ least: 1, most: 10 }), ...listOfWork },
  getFeedDocument: document,
  listTransactions: {
    postedAfter: instant,
    postedBefore: instant,
    marketplaceId: text,
    transactionStatus: text,
    relatedIdentifierName: text,
    relatedIdentifierValue: text,
    nextToken: text,
  },
  getSubscriptions: {
    notificationTypes: list({ required: true, least: 1, most: 1 }),
    payloadVersion: text,
    pageSize: whole(30, 100),
    nextToken: text,
  },
  getSubscription: { payloadVersion: text },
  getSolicitationActionsForOrder: oneMarketplace,
  createProductReviewAndSellerFeedbackSolicitation: oneMarketplace,
};

/** Checks a query against its operation's parameters and gives it; throws 400 for the first that does not fit. */
export function readParameters(operation: Operation, given: Record<string, string | string[]>): Query {
  const known = parameters[operation] ?? {};
  for (const [name, value] of Object.entries(given)) {
    const parameter = Object.hasOwn(known, name) ? known[name] : undefined;
    if (!parameter) throw invalid(`The parameter ${name} is not known.`);
    if (Array.isArray(value)) throw invalid(`The parameter ${name} is given twice; values are separated by commas.`);
    checkValue(name, value, parameter);
  }
  for (const [name, { required }] of Object.entries(known))
    if (required && given[name] === undefined) throw invalid(`The parameter ${name} must be given.`);
  return given as Query;
}

function checkValue(name: string, value: string, parameter: Parameter): void {
  const { kind, least = 0, most = Number.POSITIVE_INFINITY, oneOf } = parameter;
  if (!value) throw invalid(`The parameter ${name} is empty.`);
  if (kind === 'instant') instantOf(value, name);
  if (kind === 'boolean' && value !== 'true' && value !== 'false') throw invalid(`${name} must be true or false.`);
  if (kind === 'whole' && !(/^\d+$/.test(value) && Number(value) >= least && Number(value) <= most))
    throw invalid(`${name} must be between ${least} and ${most}.`);
  if (kind !== 'list') return;
  const values = value.split(',');
  if (values.length < least || values.length > most || values.includes(''))
    throw invalid(`${name} must hold between ${least} and ${most} values.`);
  const wrong = oneOf && values.find((one) => !oneOf.includes(one));
  if (wrong !== undefined) throw invalid(`${wrong} is not a value of ${name}.`);
}

/** The values of a list. */
export const listOf = (value: string | undefined): string[] => (value ? value.split(',') : []);

/** An ISO 8601 instant; throws 400. */
export function instantOf(value: string, name: string): number {
  const isWhole = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:?\d\d)$/.test(value);
  const at = isWhole ? Date.parse(value) : Number.NaN;
  if (Number.isNaN(at)) throw invalid(`${name} is not an ISO 8601 date-time.`);
  return at;
}

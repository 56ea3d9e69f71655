import { readdirSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { amazonOrder, amazonOrderAnswer, amazonOrderPage } from '@kontor/connectors/channels/amazon/amazon.wire';
import {
  feedAnswer,
  feedCreated,
  feedDocument,
  feedDocumentCreated,
  feedPage,
} from '@kontor/connectors/channels/amazon/feeds.wire';
import { movementPage } from '@kontor/connectors/channels/amazon/finances.wire';
import { orderChange } from '@kontor/connectors/channels/amazon/notifications.wire';
import {
  amazonReportAnswer,
  amazonReportCreated,
  amazonReportDocument,
  amazonReportPage,
} from '@kontor/connectors/channels/amazon/reports.wire';
import { solicitationActions } from '@kontor/connectors/channels/amazon/solicitations.wire';
import { usagePlans, type Operation } from '@kontor/connectors/channels/amazon/usage-plans';
import { officialOperation, officialOperations, readReference } from './models.ts';
import { referenceFolder } from './reference.mjs';

interface Case {
  operationId: string;
  path: string;
  status: number;
  index: number;
  response: unknown;
}

const folder = path.join(referenceFolder()!, 'amazon-sp-api/sandbox-cases');
const cases = readdirSync(folder).flatMap((file) => readReference(`sandbox-cases/${file}`).cases as Case[]);
const nothing = null;

interface WireType {
  safeParse(value: unknown): { error?: { issues: unknown[] } | undefined };
}

/** How each operation's answer of success is read; null where nothing of it is read. */
const wireTypes: Record<Operation, WireType | null> = {
  searchOrders: amazonOrderPage.transform(({ orders }) => orders.map((order) => amazonOrder.parse(order))),
  getOrder: amazonOrderAnswer.transform(({ order }) => amazonOrder.parse(order)),
  confirmShipment: nothing,
  createReport: amazonReportCreated,
  getReports: amazonReportPage,
  getReport: amazonReportAnswer,
  getReportDocument: amazonReportDocument,
  createFeedDocument: feedDocumentCreated,
  createFeed: feedCreated,
  getFeeds: feedPage,
  getFeed: feedAnswer,
  getFeedDocument: feedDocument,
  listTransactions: movementPage,
  getSolicitationActionsForOrder: solicitationActions,
  createProductReviewAndSellerFeedbackSolicitation: nothing,
};

const ours = cases.filter(
  ({ operationId, path: at }) => Object.hasOwn(usagePlans, operationId) && officialOperation(operationId)!.path === at,
);

test('each operation that we use has cases', () => {
  const used = Object.keys(usagePlans);
  expect(used.filter((operation) => !ours.some((known) => known.operationId === operation))).toEqual([]);
});

test.each(ours.filter(({ status }) => status < 300).map((known) => [known.operationId, known.status, known] as const))(
  '%s %i is read by its wire type',
  (operationId, _status, { response }) => {
    const wireType = wireTypes[operationId as Operation];
    const problems = wireType ? (wireType.safeParse(response).error?.issues ?? []) : Object.keys(response ?? {});
    expect(problems).toEqual([]);
  },
);

/**
 * Cases that do not fit their own model, by the fault of whoever wrote them; none concerns an operation that we use. Two more
 * (getEligibleShipmentServices, cancelShipment: empty words of an enumeration) are of a model that is not among the reference data.
 */
const faulty = [
  // A day stands where the model wants a date-time.
  'listBalances 200: /balances/0/asOfDate must match format "date-time"',
  'listSummary 200: /summaries/0/periodStart must match format "date-time"',
  'listSummary 200: /summaries/0/periodEnd must match format "date-time"',
  // Two required names are missing.
  "getAccount 200: /payload/marketplaceParticipationList/0/marketplace must have required property 'defaultCurrencyCode'",
  "getAccount 200: /payload/marketplaceParticipationList/0/marketplace must have required property 'defaultLanguageCode'",
];

test('the cases fit their own models, but for those known to be faulty', () => {
  const wrong = cases.flatMap(({ operationId, path: at, status, response }) => {
    const operation = officialOperations.find(({ id, path: known }) => id === operationId && known === at);
    const answer = status === 204 ? null : response;
    return operation?.checkAnswer(status, answer).map((problem) => `${operationId} ${status}: ${problem}`) ?? [];
  });
  expect(wrong).toEqual(faulty);
});

test('the example of the ORDER_CHANGE schema is understood', () => {
  const [example] = readReference('notifications/OrderChangeNotification.json').examples as object[];
  expect(orderChange(JSON.stringify(example))).toEqual({
    channelOrderId: '903-8868176-2219830',
    at: new Date('2022-11-29T19:42:04.284Z'),
    sellerId: 'A3TH9S8BH6GOGM',
    marketplaceId: 'ATVPDKIKX0DER',
  });
});

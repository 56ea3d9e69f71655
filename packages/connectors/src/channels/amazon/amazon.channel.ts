import type { CallLimits } from '@kontor/domain/channels/call-limits.port';
import type { SalesChannel } from '@kontor/domain/channels/sales-channel.port';
import { httpClient } from '../../kit/http-client.ts';
import { type Log, noLog } from '../../kit/log.ts';
import { memoryLimits } from '../../kit/memory-limits.ts';
import type { Amazon } from './amazon-account.ts';
import { amazonApi } from './amazon-api.ts';
import type { AmazonConnection } from './amazon-connection.ts';
import { askForReview } from './ask-for-review.ts';
import { confirmShipment } from './confirm-shipment.ts';
import { datasetReader } from './datasets.ts';
import { listSubmissions, readVerdict, submit } from './feeds.ts';
import { fetchMovements } from './fetch-movements.ts';
import { fetchOrder, fetchOrders, fetchPlacedOrders } from './fetch-orders.ts';
import { fetchSettlement, listSettlements } from './fetch-settlements.ts';
import { readOrderList, requestOrderList } from './order-list.ts';
import { changeQueue } from './receive-changes.ts';
import { readSettlementFile } from './settlement-file.ts';

export interface AmazonChannelParts {
  connection: AmazonConnection;
  /** Shared by every worker; counted in this process alone when missing. */
  limits?: CallLimits | undefined;
  fetch?: typeof fetch | undefined;
  now?: (() => Date) | undefined;
  log?: Log | undefined;
  /** How long a call may wait for its turn (default 20 s). */
  maxWaitSeconds?: number | undefined;
  sleep?: ((ms: number) => Promise<unknown>) | undefined;
}

/** One Amazon account with its marketplaces; keep it open, its access token lives as long as it does. */
export function amazonChannel(parts: AmazonChannelParts): SalesChannel {
  const { connection, now = () => new Date(), log = noLog } = parts;
  const http = httpClient({ fetch: parts.fetch, log });
  const limits = parts.limits ?? memoryLimits(now);
  const { maxWaitSeconds, sleep } = parts;
  const api = amazonApi({ connection, http, limits, now, maxWaitSeconds, sleep });
  const amazon: Amazon = { ...api, http, datasets: datasetReader(now, log), connection, now, log };
  const queue = connection.queue && changeQueue(connection.queue, connection, log);
  return {
    fetchOrders: (since, next) => fetchOrders(amazon, since, next),
    fetchPlacedOrders: (period, next) => fetchPlacedOrders(amazon, period, next),
    fetchOrder: (channelOrderId) => fetchOrder(amazon, channelOrderId),
    receiveChanges: async () => (queue ? queue.receive() : null),
    forgetChanges: async (signals) => queue?.forget(signals.map(({ receipt }) => receipt)),
    requestOrderList: (period) => requestOrderList(amazon, period),
    readOrderList: (listId) => readOrderList(amazon, listId),
    confirmShipment: (report) => confirmShipment(amazon, report),
    submit: (submission) => submit(amazon, submission),
    readVerdict: (_kind, receipt) => readVerdict(amazon, receipt),
    listSubmissions: (kind, since) => listSubmissions(amazon, kind, since),
    askForReview: (order) => askForReview(amazon, order),
    listSettlements: (since) => listSettlements(amazon, since),
    fetchSettlement: (ref) => fetchSettlement(amazon, ref),
    readSettlement: readSettlementFile,
    fetchMovements: (since, next) => fetchMovements(amazon, since, next),
  };
}

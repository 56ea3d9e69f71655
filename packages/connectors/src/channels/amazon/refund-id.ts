import { ConnectorError } from '@kontor/domain/kernel/connector-error';
import { type Amazon, read } from './amazon-account.ts';
import { type AmazonMovement, movementPage, relatedId } from './finances.wire.ts';

/** Amazon shows money of an order up to 48 hours late. */
const againAfterSeconds = 6 * 3_600;
const mostPages = 10;

/**
 * Amazon's id of the newest refund of an order ('amzn1:crow:…'): a credit note has to name it as its transaction (not
 * verified with a live account). Throws ConnectorError, worth another try, while no refund is shown.
 */
export async function refundIdOf(amazon: Amazon, channelOrderId: string): Promise<string> {
  const refunds = (await movementsOf(amazon, channelOrderId))
    .filter(({ transactionType }) => transactionType === 'Refund')
    .toSorted((a, b) => timeOf(b) - timeOf(a));
  const id = refunds.map((refund) => relatedId(refund, 'REFUND_ID')).find(Boolean);
  if (id) return id;
  const retry = { retryable: true, retryAfter: againAfterSeconds };
  throw new ConnectorError(`Amazon shows no refund of order ${channelOrderId} yet`, retry);
}

const timeOf = ({ postedDate }: AmazonMovement): number => postedDate?.getTime() ?? 0;

/** Every page repeats the arguments; some are empty. */
async function movementsOf(amazon: Amazon, channelOrderId: string): Promise<AmazonMovement[]> {
  const found: AmazonMovement[] = [];
  let token: string | null | undefined;
  for (let page = 0; page < mostPages; page += 1) {
    const answer = await amazon.call('listTransactions', {
      path: '/finances/2024-06-19/transactions',
      query: {
        relatedIdentifierName: 'ORDER_ID',
        relatedIdentifierValue: channelOrderId,
        ...(token && { nextToken: token }),
      },
    });
    const { payload } = read(movementPage, answer, 'transactions');
    found.push(...(payload?.transactions ?? []));
    token = payload?.nextToken;
    if (!token) break;
  }
  return found;
}

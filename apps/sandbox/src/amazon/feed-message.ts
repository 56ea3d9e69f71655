import type { World } from '../world.ts';
import type { Account } from './accounts.ts';
import { readEnvelope, UnreadableFeed, type XmlNode } from './amazon-envelope.ts';
import type { FeedOutcome, FeedProblem } from './feed-result.ts';

/** One message of a feed is refused; the others go on. */
export class MessageProblem extends Error {
  readonly code: string;

  constructor(code: string, description: string) {
    super(description);
    this.code = code;
  }
}

/** Does what one message says; throws MessageProblem. */
export type MessageTaker = (world: World, account: Account, body: XmlNode) => void;

/** Takes an XML feed message by message. */
export function takeMessages(
  world: World,
  account: Account,
  bytes: Uint8Array,
  messageType: string,
  take: MessageTaker,
): FeedOutcome {
  try {
    const { merchantId, messages } = readEnvelope(bytes, messageType);
    if (merchantId !== account.sellerId)
      throw new UnreadableFeed(`MerchantIdentifier ${merchantId} is not the seller of this feed.`);
    const problems = messages.flatMap(({ id, body }) => problemOf(id, () => take(world, account, body)));
    return { status: 'DONE', processed: messages.length, problems };
  } catch (error) {
    if (!(error instanceof UnreadableFeed)) throw error;
    return {
      status: 'FATAL',
      processed: 0,
      problems: [{ messageId: '0', code: '5001', description: error.message }],
    };
  }
}

/** A message that does not fit its schema is refused like one that does not fit the order. */
function problemOf(messageId: string, act: () => void): FeedProblem[] {
  try {
    act();
    return [];
  } catch (error) {
    if (error instanceof MessageProblem) return [{ messageId, code: error.code, description: error.message }];
    if (error instanceof UnreadableFeed) return [{ messageId, code: '5000', description: error.message }];
    throw error;
  }
}

import type { LocationQuery } from 'vue-router';
import type { MailKind, MailLanguage } from '../gql/graphql.ts';

export const KINDS: readonly MailKind[] = ['received', 'shipped', 'invoice', 'credit_note'];
export const LANGUAGES: readonly MailLanguage[] = ['de', 'en'];

/** Which template is looked at, as it stands in the URL. */
export interface Place {
  kind: MailKind;
  language: MailLanguage;
  channelId: string | undefined;
}

/** Reads the URL; what it does not say is the German mail about a received order, everywhere. */
export const placeOf = ({ kind, language, channel }: LocationQuery): Place => ({
  kind: KINDS.find((one) => one === kind) ?? 'received',
  language: LANGUAGES.find((one) => one === language) ?? 'de',
  channelId: typeof channel === 'string' && channel ? channel : undefined,
});

export const queryOfPlace = ({ kind, language, channelId }: Place): Record<string, string> => ({
  kind,
  language,
  ...(channelId ? { channel: channelId } : {}),
});

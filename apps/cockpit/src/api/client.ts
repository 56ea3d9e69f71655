import { cacheExchange } from '@urql/exchange-graphcache';
import { Client, fetchExchange, mapExchange, subscriptionExchange } from '@urql/vue';
import { emitter } from '../live/emitter.ts';
import { problemOf } from './errors.ts';
import { keys } from './keys.ts';
import { watchedChanges } from './watched.ts';

/** The server no longer knows this session. */
export const sessionEnded = emitter<void>();

const noticeEnd = mapExchange({
  onError: (error) => {
    if (problemOf(error)?.kind === 'signed_out') sessionEnded.emit();
  },
});

/** For pages: a normalised cache, kept fresh by the changes of the objects that are open. */
export const newPageClient = () =>
  new Client({
    url: '/graphql',
    preferGetMethod: false,
    requestPolicy: 'cache-and-network',
    exchanges: [
      noticeEnd,
      cacheExchange({ keys }),
      fetchExchange,
      // its transport is the tab's one feed: subscribing costs no connection
      subscriptionExchange({ forwardSubscription: watchedChanges }),
    ],
  });

/** For the big list and counts: no cache, because normalising thousands of rows costs more than reading them. */
export const listClient = new Client({
  url: '/graphql',
  preferGetMethod: false,
  exchanges: [noticeEnd, fetchExchange],
});

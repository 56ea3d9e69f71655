import type { Feeds } from './feeds.ts';
import type { Route } from './route.ts';

const base = '/feeds/2021-06-30';

/** The Feeds API. */
export const feedsRoutes = (feeds: Feeds): Route[] => [
  {
    operation: 'createFeedDocument',
    method: 'post',
    path: `${base}/documents`,
    status: 201,
    handle: (account, { body }) => feeds.createDocument(account, body),
  },
  {
    operation: 'getFeedDocument',
    method: 'get',
    path: `${base}/documents/:id`,
    handle: (account, { path }) => feeds.getDocument(account, path.id!),
  },
  {
    operation: 'createFeed',
    method: 'post',
    path: `${base}/feeds`,
    status: 202,
    handle: (account, { body }) => feeds.create(account, body),
  },
  {
    operation: 'getFeeds',
    method: 'get',
    path: `${base}/feeds`,
    handle: (account, { query }) => feeds.list(account, query),
  },
  {
    operation: 'getFeed',
    method: 'get',
    path: `${base}/feeds/:id`,
    handle: (account, { path }) => feeds.get(account, path.id!),
  },
  {
    operation: 'cancelFeed',
    method: 'delete',
    path: `${base}/feeds/:id`,
    handle: (account, { path }) => feeds.cancel(account, path.id!),
  },
];

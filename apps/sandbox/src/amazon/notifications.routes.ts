import type { Notifications } from './notifications.ts';
import type { Route } from './route.ts';

const base = '/notifications/v1';

/** The Notifications API. */
export const notificationsRoutes = (notifications: Notifications): Route[] => [
  ...destinations(notifications),
  ...subscriptions(notifications),
];

const destinations = (notifications: Notifications): Route[] => [
  {
    operation: 'createDestination',
    method: 'post',
    path: `${base}/destinations`,
    grantless: true,
    handle: (_, { body }) => notifications.createDestination(body),
  },
  {
    operation: 'getDestinations',
    method: 'get',
    path: `${base}/destinations`,
    grantless: true,
    handle: () => notifications.getDestinations(),
  },
  {
    operation: 'getDestination',
    method: 'get',
    path: `${base}/destinations/:id`,
    grantless: true,
    handle: (_, { path }) => notifications.getDestination(path.id!),
  },
  {
    operation: 'deleteDestination',
    method: 'delete',
    path: `${base}/destinations/:id`,
    grantless: true,
    handle: (_, { path }) => notifications.deleteDestination(path.id!),
  },
];

const subscriptions = (notifications: Notifications): Route[] => [
  {
    operation: 'getSubscriptions',
    method: 'get',
    path: `${base}/subscriptions`,
    handle: (account, { query }) => notifications.getSubscriptions(account, query),
  },
  {
    operation: 'createSubscription',
    method: 'post',
    path: `${base}/subscriptions/:type`,
    handle: (account, { path, body }) => notifications.createSubscription(account, path.type!, body),
  },
  {
    operation: 'getSubscription',
    method: 'get',
    path: `${base}/subscriptions/:type`,
    handle: (account, { path }) => notifications.getSubscription(account, path.type!),
  },
  {
    operation: 'sendTestNotification',
    method: 'post',
    path: `${base}/subscriptions/:type/testNotification`,
    grantless: true,
    handle: (_, { path, body }) => notifications.sendTest(path.type!, body),
  },
  {
    operation: 'getSubscriptionById',
    method: 'get',
    path: `${base}/subscriptions/:type/:id`,
    grantless: true,
    handle: (_, { path }) => notifications.getSubscriptionById(path.type!, path.id!),
  },
  {
    operation: 'deleteSubscriptionById',
    method: 'delete',
    path: `${base}/subscriptions/:type/:id`,
    grantless: true,
    handle: (_, { path }) => notifications.deleteSubscription(path.type!, path.id!),
  },
];

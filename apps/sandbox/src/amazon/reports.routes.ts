import type { Reports } from './reports.ts';
import type { Route } from './route.ts';

const base = '/reports/2021-06-30';

/** The Reports API. */
export const reportsRoutes = (reports: Reports): Route[] => [
  {
    operation: 'getReports',
    method: 'get',
    path: `${base}/reports`,
    handle: (account, { query }) => reports.list(account, query),
  },
  {
    operation: 'createReport',
    method: 'post',
    path: `${base}/reports`,
    status: 202,
    handle: (account, { body }) => reports.create(account, body),
  },
  {
    operation: 'getReport',
    method: 'get',
    path: `${base}/reports/:id`,
    handle: (account, { path }) => reports.get(account, path.id!),
  },
  {
    operation: 'cancelReport',
    method: 'delete',
    path: `${base}/reports/:id`,
    handle: (account, { path }) => reports.cancel(account, path.id!),
  },
  {
    operation: 'getReportDocument',
    method: 'get',
    path: `${base}/documents/:id`,
    handle: (account, { path }) => reports.document(account, path.id!),
  },
];

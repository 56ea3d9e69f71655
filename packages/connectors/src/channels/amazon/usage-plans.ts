/** Default usage plans (calls per second, burst) of the official models; the answers tell the account's own rate. */
export const usagePlans = {
  searchOrders: [0.0056, 20],
  getOrder: [0.5, 30],
  confirmShipment: [2, 10],
  createReport: [0.0167, 15],
  getReports: [0.0222, 10],
  getReport: [2, 15],
  getReportDocument: [0.0167, 15],
  createFeedDocument: [0.5, 15],
  createFeed: [0.0083, 15],
  getFeeds: [0.0222, 10],
  getFeed: [2, 15],
  getFeedDocument: [0.0222, 10],
  listTransactions: [0.5, 10],
  getSolicitationActionsForOrder: [1, 5],
  createProductReviewAndSellerFeedbackSolicitation: [1, 5],
} as const satisfies Record<string, readonly [number, number]>;
export type Operation = keyof typeof usagePlans;

/**
 * One call of the burst is never spent: the way to Amazon takes a different time for each call, so two calls that leave
 * well apart may arrive too close together.
 */
export const planOf = (operation: Operation): { ratePerSecond: number; burst: number } => ({
  ratePerSecond: usagePlans[operation][0],
  burst: usagePlans[operation][1] - 1,
});

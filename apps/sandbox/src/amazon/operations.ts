/** Calls per second and burst of the official models. */
export const rates = {
  searchOrders: [0.0056, 20],
  getOrder: [0.5, 30],
  confirmShipment: [2, 10],
  getReports: [0.0222, 10],
  createReport: [0.0167, 15],
  getReport: [2, 15],
  getReportDocument: [0.0167, 15],
  cancelReport: [0.0222, 10],
  getFeeds: [0.0222, 10],
  createFeed: [0.0083, 15],
  cancelFeed: [2, 15],
  getFeed: [2, 15],
  createFeedDocument: [0.5, 15],
  getFeedDocument: [0.0222, 10],
  getSubscriptions: [1, 5],
  getSubscription: [1, 5],
  createSubscription: [1, 5],
  getSubscriptionById: [1, 5],
  deleteSubscriptionById: [1, 5],
  sendTestNotification: [1, 5],
  getDestinations: [1, 5],
  createDestination: [1, 5],
  getDestination: [1, 5],
  deleteDestination: [1, 5],
  getSolicitationActionsForOrder: [1, 5],
  createProductReviewAndSellerFeedbackSolicitation: [1, 5],
  listTransactions: [0.5, 10],
} as const satisfies Record<string, readonly [number, number]>;

/** An operation of the API by its name in the official models. */
export type Operation = keyof typeof rates;

export const operations = Object.keys(rates) as Operation[];

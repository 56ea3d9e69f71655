/** The ticket of an order whose ship-by deadline is near; it closes when a parcel leaves or the order is cancelled. */
export const shipByCause = (orderId: string): string => `ship-by:${orderId}`;

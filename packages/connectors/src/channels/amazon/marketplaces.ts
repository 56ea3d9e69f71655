interface Marketplace {
  /** As reports and orders name it. */
  salesChannel: string;
  currency: string;
}

/** Amazon's marketplaces served by its European endpoint, by their id. */
export const marketplaces: Record<string, Marketplace> = {
  A1PA6795UKMFR9: { salesChannel: 'Amazon.de', currency: 'EUR' },
  A13V1IB3VIYZZH: { salesChannel: 'Amazon.fr', currency: 'EUR' },
  APJ6JRA9NG5V4: { salesChannel: 'Amazon.it', currency: 'EUR' },
  A1RKKUPIHCS9HS: { salesChannel: 'Amazon.es', currency: 'EUR' },
  A1805IZSGTT6HS: { salesChannel: 'Amazon.nl', currency: 'EUR' },
  AMEN7PMS3EDWL: { salesChannel: 'Amazon.com.be', currency: 'EUR' },
  A28R8C7NBKEWEA: { salesChannel: 'Amazon.ie', currency: 'EUR' },
  A1F83G8C2ARO7P: { salesChannel: 'Amazon.co.uk', currency: 'GBP' },
  A2NODRKZP88ZB9: { salesChannel: 'Amazon.se', currency: 'SEK' },
  A1C3SOZRARQ6R3: { salesChannel: 'Amazon.pl', currency: 'PLN' },
  A33AVAJ2PDY3EV: { salesChannel: 'Amazon.com.tr', currency: 'TRY' },
};

const named = new Map(Object.entries(marketplaces).map(([id, { salesChannel }]) => [salesChannel.toLowerCase(), id]));

/**
 * Does an order of a report belong to these marketplaces? Reports ignore their marketplace filter (selling-partner-api-docs#1404) and
 * name what Amazon only ships for another shop 'Non-Amazon'; a name that we do not know belongs, since a gap is worse than a look.
 */
export function isSoldAt(salesChannel: string, marketplaceIds: string[]): boolean {
  const name = salesChannel.trim().toLowerCase();
  const id = named.get(name);
  return id ? marketplaceIds.includes(id) : !name.startsWith('non-amazon');
}

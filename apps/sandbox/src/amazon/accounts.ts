/** A marketplace as orders and reports name it. */
export interface Marketplace {
  id: string;
  name: string;
}

/** A seller of this world; one account serves all its marketplaces. */
export interface Account {
  sellerId: string;
  marketplaces: readonly Marketplace[];
}

const german: Marketplace = { id: 'A1PA6795UKMFR9', name: 'Amazon.de' };
const dutch: Marketplace = { id: 'A1805IZSGTT6HS', name: 'Amazon.nl' };

/** The sellers: the first sells in Germany only, the second in two countries. */
export const accounts = [
  { sellerId: 'A2KONTORSELL01', marketplaces: [german] },
  { sellerId: 'A3KONTORSELL02', marketplaces: [german, dutch] },
] as const satisfies readonly Account[];

export const accountOf = (sellerId: string): Account => accounts.find((known) => known.sellerId === sellerId)!;

export const sellsAt = ({ marketplaces }: Account, marketplaceId: string): boolean =>
  marketplaces.some(({ id }) => id === marketplaceId);

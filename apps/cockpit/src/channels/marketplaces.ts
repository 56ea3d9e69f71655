/** Amazon's European marketplaces by their public id. */
const NAMES: Record<string, string> = {
  A1PA6795UKMFR9: 'Amazon.de',
  A13V1IB3VIYZZH: 'Amazon.fr',
  APJ6JRA9NG5V4: 'Amazon.it',
  A1RKKUPIHCS9HS: 'Amazon.es',
  A1805IZSGTT6HS: 'Amazon.nl',
  AMEN7PMS3EDWL: 'Amazon.com.be',
  A28R8C7NBKEWEA: 'Amazon.ie',
  A1F83G8C2ARO7P: 'Amazon.co.uk',
  A2NODRKZP88ZB9: 'Amazon.se',
  A1C3SOZRARQ6R3: 'Amazon.pl',
  A33AVAJ2PDY3EV: 'Amazon.com.tr',
};

/** A marketplace as people call it; one that is not known is shown as the channel names it. */
export const marketplaceName = (id: string) => NAMES[id] ?? id;

import type { Charge, Cost, RoutingInput } from './decision.ts';
import type { ServiceTerms, Surcharge, Tariff, TariffZone } from './matrix-terms.ts';
import { chargeableG, type Parcel } from './parcel.ts';
import { coversPostcode } from './postcodes.ts';

/** What surcharges depend on besides the parcel. */
export interface Destination {
  country: string;
  postcode: string;
  onIsland: boolean;
  hazardous: boolean;
}

/** The tariff that is valid on an ISO date: the one that began last. */
export const tariffOn = (service: ServiceTerms, day: string): Tariff | undefined =>
  service.tariffs
    .filter(({ validFrom, validTo }) => (!validFrom || validFrom <= day) && (!validTo || day <= validTo))
    .toSorted((a, b) => ((a.validFrom ?? '') < (b.validFrom ?? '') ? 1 : -1))[0];

/** The first zone of a tariff that covers an address. */
export const zoneOf = (tariff: Tariff, { country, postcode }: Pick<RoutingInput, 'country' | 'postcode'>) =>
  tariff.zones.find(
    (zone) => zone.countries.includes(country) && (!zone.postcodes.length || coversPostcode(zone.postcodes, postcode)),
  );

/** The price of a shipment: each parcel by its band and zone, and the surcharges; null without a price. Minor units. */
export function priceParcels(
  service: ServiceTerms,
  tariff: Tariff,
  zone: TariffZone,
  parcels: Parcel[],
  to: Destination,
): Cost | null {
  const bases = parcels.map((parcel) => bandPrice(zone, chargeableG(parcel, service.volumetricDivisor)));
  if (bases.some((cents) => cents === null)) return null;
  const baseCents = sum(bases as number[]);
  const surcharges = tariff.surcharges
    .map((surcharge) => charge(surcharge, parcels, bases as number[], to))
    .filter((one) => one.parcels > 0);
  const cents = baseCents + sum(surcharges.map((one) => one.cents));
  return { cents, baseCents, surcharges, tariff: tariff.version, zone: zone.name };
}

const sum = (numbers: number[]): number => numbers.reduce((total, one) => total + one, 0);

const bandPrice = ({ bands }: TariffZone, weightG: number): number | null =>
  bands.find((band) => weightG <= band.upToG)?.cents ?? null;

function charge(surcharge: Surcharge, parcels: Parcel[], bases: number[], to: Destination): Charge {
  const due = parcels.map((parcel) => isDue(surcharge, parcel, to));
  const each = bases.map((base, index) =>
    due[index] ? surcharge.cents + Math.round((base * surcharge.permille) / 1_000) : 0,
  );
  return { name: surcharge.name, parcels: due.filter(Boolean).length, cents: sum(each) };
}

function isDue({ when, over, postcodes }: Surcharge, parcel: Parcel, to: Destination): boolean {
  if (when === 'island') return to.onIsland;
  if (when === 'hazardous') return to.hazardous;
  if (when === 'longer_than') return parcel.lengthMm > over;
  if (when === 'heavier_than') return parcel.weightG > over;
  return when === 'always' || coversPostcode(postcodes, to.postcode);
}

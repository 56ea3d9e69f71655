interface CarrierNames {
  carrierCode: string;
  standard: string;
  express: string;
}
type CarrierTable = Record<string, CarrierNames>;

const names = (carrierCode: string, standard = 'Standard', express = 'Express'): CarrierNames => ({
  carrierCode,
  standard,
  express,
});

/** How Amazon names our parcel services everywhere in Europe. */
const european: CarrierTable = {
  DHL: names('DHL'),
  DPD: names('DPD', 'Classic'),
  GLS: names('GLS'),
  UPS: names('UPS'),
};

/**
 * Where a marketplace names them otherwise, or names more. A code must be spelled as Seller Central lists it (docs#413, #772), an
 * unknown one is accepted and then silently dropped (models#5232). Codes follow the fulfilment feed's schema; the lists of
 * each marketplace cannot be asked for (models#5334), so the package is read back and a dropped one becomes a ticket.
 */
const tables: Record<string, CarrierTable> = {
  // amazon.de
  A1PA6795UKMFR9: {
    DHL: names('DHL', 'Paket'),
    DPD: names('DPD', 'Classic'),
    GLS: names('GLS', 'BusinessParcel', 'ExpressParcel'),
    Hermes: names('Hermes Logistik Gruppe'),
    UPS: names('UPS'),
    'Deutsche Post': names('Deutsche Post', 'Brief', 'Brief'),
  },
  // amazon.co.uk
  A1F83G8C2ARO7P: { ...european, Hermes: names('Evri') },
  // amazon.fr
  A13V1IB3VIYZZH: { ...european, Chronopost: names('Chronopost') },
  // amazon.nl
  A1805IZSGTT6HS: { ...european, PostNL: names('PostNL') },
};

/** The carrier part of a shipment confirmation on a marketplace; services that Amazon does not list there go as `Other` with their name. */
export function carrierOf(
  parcelService: string,
  level: 'standard' | 'express',
  marketplaceId: string,
): { carrierCode: string; carrierName?: string; shippingMethod: string } {
  const known = (tables[marketplaceId] ?? european)[parcelService];
  if (!known) return { carrierCode: 'Other', carrierName: parcelService, shippingMethod: 'Standard' };
  return { carrierCode: known.carrierCode, shippingMethod: known[level] };
}

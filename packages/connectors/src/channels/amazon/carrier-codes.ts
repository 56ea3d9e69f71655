/** How Amazon names our parcel services on amazon.de; an unknown carrierCode is accepted and then silently dropped. */
const carriers: Record<string, { carrierCode: string; standard: string; express: string }> = {
  DHL: { carrierCode: 'DHL', standard: 'Paket', express: 'Express' },
  DPD: { carrierCode: 'DPD', standard: 'Classic', express: 'Express' },
  GLS: { carrierCode: 'GLS', standard: 'BusinessParcel', express: 'ExpressParcel' },
  Hermes: { carrierCode: 'Hermes', standard: 'Standard', express: 'Express' },
  UPS: { carrierCode: 'UPS', standard: 'Standard', express: 'Express' },
  'Deutsche Post': { carrierCode: 'Deutsche Post', standard: 'Brief', express: 'Brief' },
};

/** The carrier part of a shipment confirmation; services Amazon does not list go as `Other` with their name. */
export function carrierOf(
  parcelService: string,
  level: 'standard' | 'express',
): { carrierCode: string; carrierName?: string; shippingMethod: string } {
  const known = carriers[parcelService];
  if (!known) return { carrierCode: 'Other', carrierName: parcelService, shippingMethod: 'Standard' };
  return { carrierCode: known.carrierCode, shippingMethod: known[level] };
}

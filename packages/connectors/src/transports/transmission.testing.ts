import type { Transmission } from '@kontor/domain/carriers/carrier-transport.port';

/** A transmission of a small file; overwrite what a test is about. */
export const aTransmission = (o: Partial<Transmission> & { name?: string; bytes?: Uint8Array } = {}): Transmission => {
  const { name = 'S-100001.csv', bytes = Buffer.from('shipment;order\r\nS-100001;A-100001\r\n'), ...changes } = o;
  return {
    key: 'S-100001',
    orderNumber: 'A-100001',
    mail: { subject: 'Versandauftrag S-100001', text: 'Guten Tag, anbei S-100001.', html: '' },
    file: { name, mediaType: 'text/csv', bytes },
    ...changes,
  };
};

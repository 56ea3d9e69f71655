import type { Chance } from '../random.ts';

/** Sum with weights from the right, as mod-10 check digits of parcel services want it. */
const mod10 = (digits: string, heavy: number, light: number): string => {
  const sum = [...digits]
    .toReversed()
    .reduce((total, digit, index) => total + Number(digit) * (index % 2 ? light : heavy), 0);
  return String((10 - (sum % 10)) % 10);
};

const makers: Record<string, (chance: Chance) => string> = {
  DHL: (chance) => {
    const body = `00340434${chance.digits(11)}`;
    return body + mod10(body, 3, 1);
  },
  DPD: (chance) => `0${chance.digits(13)}`,
  GLS: (chance) => {
    const body = chance.digits(10);
    return body + mod10(body, 3, 1);
  },
  Hermes: (chance) => {
    const body = chance.digits(13);
    return body + mod10(body, 3, 1);
  },
  UPS: (chance) => `1Z${chance.digits(6)}68${chance.digits(8)}`,
};

/** A tracking number as its parcel service would print it. */
export const trackingNumber = (chance: Chance, parcelService: string): string =>
  (makers[parcelService] ?? makers.DHL!)(chance);

import { mod10, mod37And36, s10, ups } from './check-digit.ts';

interface NumberForm {
  form: RegExp;
  check?: (number: string) => boolean;
}

interface ParcelServiceRule {
  forms: NumberForm[];
  url(number: string): string;
}

const international: NumberForm = { form: /^[A-Z]{2}\d{9}[A-Z]{2}$/, check: s10 };
const dhlPage = (number: string): string =>
  `https://www.dhl.de/de/privatkunden/pakete-empfangen/verfolgen.html?piececode=${number}`;

/** Forms and tracking pages by parcel service, from public code and vendor pages; check digits only where examples proved them. */
const rules: Record<string, ParcelServiceRule> = {
  DHL: {
    forms: [
      { form: /^00340\d{15}$/, check: mod10(3, 1) },
      { form: /^\d{12}$/, check: mod10(4, 9) },
      { form: /^(JJD\d{13,20}|JVGL\d{10,22})$/ },
      international,
    ],
    url: dhlPage,
  },
  'DEUTSCHE POST': { forms: [international], url: dhlPage },
  'DHL EXPRESS': {
    forms: [{ form: /^\d{10}$/ }],
    url: (number) => `https://www.dhl.com/de-de/home/tracking.html?tracking-id=${number}`,
  },
  DPD: {
    forms: [{ form: /^\d{14}$/ }, { form: /^\d{14}[0-9A-Z]$/, check: mod37And36 }],
    url: (number) => `https://tracking.dpd.de/status/de_DE/parcel/${number}`,
  },
  GLS: {
    forms: [{ form: /^\d{11,12}$/ }, { form: /^[A-Z0-9]{8}$/ }],
    url: (number) => `https://gls-group.com/DE/de/paketverfolgung?match=${number}`,
  },
  HERMES: {
    forms: [{ form: /^\d{14}$/, check: mod10(3, 1) }, { form: /^H\d{19}$/ }],
    url: (number) => `https://www.myhermes.de/empfangen/sendungsverfolgung/sendungsinformation#${number}`,
  },
  UPS: {
    forms: [{ form: /^1Z[0-9A-Z]{16}$/, check: ups }],
    url: (number) => `https://www.ups.com/track?tracknum=${number}`,
  },
};

const ruleOf = (parcelService: string): ParcelServiceRule | undefined => rules[parcelService.trim().toUpperCase()];

/** Numbers are printed in groups; the services want them in one piece. */
const plain = (trackingNumber: string): string => trackingNumber.replace(/\s/g, '').toUpperCase();

/** The page on which a buyer follows a parcel; null for a service we do not know. */
export const trackingUrl = (parcelService: string, trackingNumber: string): string | null =>
  ruleOf(parcelService)?.url(encodeURIComponent(plain(trackingNumber))) ?? null;

/**
 * What is odd about a number: its form is not the service's, or its check digit is wrong. A warning only: services invent
 * forms and even their own examples fail. Null when nothing is odd or the service is not known.
 */
export function trackingDoubt(parcelService: string, trackingNumber: string): 'form' | 'check_digit' | null {
  const rule = ruleOf(parcelService);
  if (!rule) return null;
  const number = plain(trackingNumber);
  const forms = rule.forms.filter(({ form }) => form.test(number));
  if (!forms.length) return 'form';
  return forms.some(({ check }) => !check || check(number)) ? null : 'check_digit';
}

interface ParcelServiceRule {
  form: RegExp;
  url(number: string): string;
}

/** Forms and tracking pages by parcel service, from public code and vendor pages (documents.md § 8.3). */
const rules: Record<string, ParcelServiceRule> = {
  DHL: {
    form: /^(00340\d{15}|\d{12}|JJD\d{13,20}|JVGL\d{10,22}|[A-Z]{2}\d{9}[A-Z]{2})$/,
    url: (number) => `https://www.dhl.de/de/privatkunden/pakete-empfangen/verfolgen.html?piececode=${number}`,
  },
  DPD: { form: /^\d{14}[0-9A-Z]?$/, url: (number) => `https://tracking.dpd.de/status/de_DE/parcel/${number}` },
  GLS: {
    form: /^(\d{11,12}|[A-Z0-9]{8})$/,
    url: (number) => `https://gls-group.com/DE/de/paketverfolgung?match=${number}`,
  },
  HERMES: {
    form: /^(\d{14}|H\d{19})$/,
    url: (number) => `https://www.myhermes.de/empfangen/sendungsverfolgung/sendungsinformation#${number}`,
  },
  UPS: { form: /^1Z[0-9A-Z]{16}$/, url: (number) => `https://www.ups.com/track?tracknum=${number}` },
};

/** The page on which a buyer follows a parcel; null for a service we do not know. */
export const trackingUrl = (parcelService: string, trackingNumber: string): string | null =>
  rules[parcelService.toUpperCase()]?.url(encodeURIComponent(trackingNumber)) ?? null;

/** Has the number the form of its service? A warning only: unknown services and new forms are true. */
export const looksLikeTracking = (parcelService: string, trackingNumber: string): boolean =>
  rules[parcelService.toUpperCase()]?.form.test(trackingNumber) ?? true;

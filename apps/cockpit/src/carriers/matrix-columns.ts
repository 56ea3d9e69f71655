import type { Formats } from '../i18n/formats.ts';
import type { Say } from '../i18n/say.ts';
import type { Service } from './matrix-documents.ts';
import {
  excludedText,
  readClock,
  readCountries,
  readExcluded,
  readNumber,
  readPostcodes,
  readSides,
  WRONG,
} from './read-cell.ts';

export interface Told {
  t: Say;
  formats: Formats;
  currency: string;
}

/** A column of the matrix: how a cell reads, and what a person may make of it. */
export interface Column {
  key: string;
  /** Right-aligned numbers. */
  number?: boolean;
  text(service: Service, told: Told): string;
  /** As it stands in the field while it is edited. */
  edit?(service: Service): string;
  /** What the typed text changes; WRONG: nothing, it is no such value. */
  read?(text: string): Partial<Service> | typeof WRONG;
  /** Instead of typing: one of these, or the next one. */
  choices?: readonly string[];
  /** Opens the row's form instead. */
  form?: boolean;
}

const number = (value: number) => String(value).replace('.', ',');
/** Reads one value and puts it where it belongs. */
const into =
  <Value>(read: (text: string) => Value | typeof WRONG, put: (value: Value) => Partial<Service>) =>
  (text: string): Partial<Service> | typeof WRONG => {
    const value = read(text);
    return value === WRONG ? WRONG : put(value as Value);
  };

const yesNo = ['yes', 'no'] as const;
const flag = (key: 'active' | 'islands' | 'hazardous'): Column => ({
  key,
  text: (service, { t }) => t(`matrix.flag.${service[key] ? 'yes' : 'no'}`),
  edit: (service) => (service[key] ? 'yes' : 'no'),
  choices: yesNo,
  read: (text) => ({ [key]: text === 'yes' }),
});

const sides = ({ maxLengthMm, maxWidthMm, maxHeightMm }: Service) => [maxLengthMm, maxWidthMm, maxHeightMm];
const lowest = ({ tariffs }: Service) => tariffs[0]?.zones[0]?.bands[0]?.cents;
const highest = ({ tariffs }: Service) => tariffs[0]?.zones[0]?.bands.at(-1)?.cents;

export const columns: readonly Column[] = [
  {
    key: 'countries',
    text: (service) => service.countries.join(', '),
    edit: (service) => service.countries.join(', '),
    read: into(readCountries, (countries) => ({ countries })),
  },
  {
    key: 'postcodes',
    text: (service, { t }) => postcodesOf(service).join(', ') || t('matrix.all'),
    edit: (service) => postcodesOf(service).join(', '),
    read: readPostcodes,
  },
  {
    key: 'weight',
    number: true,
    text: (service, { formats }) => `≤ ${formats.weight(service.maxWeightG)}`,
    edit: (service) => number(service.maxWeightG / 1_000),
    read: into(
      (text) => readNumber(text.replace(/kg|≤/g, ''), 1_000),
      (maxWeightG) => ({ maxWeightG }),
    ),
  },
  {
    key: 'size',
    number: true,
    text: (service, { formats }) => formats.size(sides(service)).replace(/ × /g, '×'),
    edit: (service) =>
      sides(service)
        .map((side) => number(side / 10))
        .join(' × '),
    read: into(readSides, ([maxLengthMm, maxWidthMm, maxHeightMm]) => ({ maxLengthMm, maxWidthMm, maxHeightMm })),
  },
  {
    key: 'girth',
    number: true,
    text: (service, { formats }) => formats.size([service.maxGirthMm]),
    edit: (service) => number(service.maxGirthMm / 10),
    read: into(
      (text) => readNumber(text.replace('cm', ''), 10),
      (maxGirthMm) => ({ maxGirthMm }),
    ),
  },
  {
    key: 'level',
    text: (service, { t }) => t(`matrix.level.${service.level}`),
    edit: (service) => service.level,
    choices: ['standard', 'express', 'cash_on_delivery'],
    read: (level) => ({ level: level as Service['level'] }),
  },
  flag('hazardous'),
  flag('islands'),
  {
    key: 'channels',
    text: ({ excludedChannels }, { t }) => excludedText(excludedChannels) || t('matrix.all'),
    edit: ({ excludedChannels }) => excludedText(excludedChannels),
    read: (text) => ({ excludedChannels: readExcluded(text) }),
  },
  {
    key: 'price',
    number: true,
    form: true,
    text: (service, { formats, currency }) => {
      const [from, to] = [lowest(service), highest(service)];
      if (from === undefined || to === undefined) return '–';
      const money = (amount: number) => formats.money({ amount, currency });
      return from === to ? money(from) : `${money(from).replace(/\s?€$/, '')}–${money(to)}`;
    },
  },
  {
    key: 'days',
    number: true,
    text: (service) => String(service.transitDays),
    edit: (service) => String(service.transitDays),
    read: into(
      (text) => readNumber(text, 1, 0),
      (transitDays) => ({ transitDays }),
    ),
  },
  {
    key: 'cutOff',
    number: true,
    text: (service) => service.cutOff,
    edit: (service) => service.cutOff,
    read: into(readClock, (cutOff) => ({ cutOff })),
  },
  flag('active'),
];

const postcodesOf = ({ postcodes, excludedPostcodes }: Service) => [
  ...postcodes,
  ...excludedPostcodes.map((pattern) => `–${pattern}`),
];

/** The services in another sequence: the row moves by one. */
export function moved(services: readonly Service[], from: number, by: 1 | -1): Service[] {
  const to = from + by;
  if (to < 0 || to >= services.length) return [...services];
  return services.with(from, services[to]!).with(to, services[from]!);
}

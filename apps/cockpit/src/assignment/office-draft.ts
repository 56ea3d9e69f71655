import type { OfficeHoursFieldsFragment, SaveOfficeHoursInput } from '../gql/graphql.ts';

/** All seven days, the closed ones with times that are taken when they are opened. */
export interface OfficeDraft {
  days: { weekday: number; open: boolean; from: string; to: string }[];
  /** Empty: nobody's holidays. */
  region: string;
  closedDays: string[];
}

/** Office hours as the form shows them. */
export const officeDraft = ({ days, region, closedDays }: OfficeHoursFieldsFragment): OfficeDraft => ({
  days: [1, 2, 3, 4, 5, 6, 7].map((weekday) => {
    const day = days.find((one) => one.weekday === weekday);
    return { weekday, open: !!day, from: day?.from ?? '08:00', to: day?.to ?? '17:00' };
  }),
  region: region ?? '',
  closedDays: [...closedDays],
});

/** What the API is told; days that were left empty are none. */
export const officeInput = ({ days, region, closedDays }: OfficeDraft): SaveOfficeHoursInput => ({
  days: days.filter(({ open }) => open).map(({ weekday, from, to }) => ({ weekday, from, to })),
  region: region || null,
  closedDays: closedDays.filter(Boolean),
});

import { isDeepStrictEqual } from 'node:util';
import { Rejection } from '../kernel/rejection.ts';
import type { ChannelPolicy } from './channel.entity.ts';

type OrNothing<T> = { [Key in keyof T]?: T[Key] | null | undefined };
/** What is to be different; what is missing or null stays as it is. */
export type PolicyPatch = OrNothing<Omit<ChannelPolicy, 'mails'>> & {
  mails?: OrNothing<ChannelPolicy['mails']> | null | undefined;
};

/** A week, and three days. */
const bounds = { personalDataWithinHours: 168, warnBeforeShipByHours: 72 } as const;

/** The policy with a patch; throws Rejection when a number is out of its bounds. Pure. */
export function withPatch(policy: ChannelPolicy, { mails, ...rest }: PolicyPatch): ChannelPolicy {
  const after = { ...policy, ...given(rest), mails: { ...policy.mails, ...given(mails ?? {}) } };
  for (const [field, most] of Object.entries(bounds) as [keyof typeof bounds, number][])
    if (!Number.isInteger(after[field]) || after[field] < 1 || after[field] > most)
      throw new Rejection('policy_invalid', { field, most });
  return after;
}

const given = <T extends object>(patch: OrNothing<T>): Partial<T> =>
  Object.fromEntries(Object.entries(patch).filter(([, value]) => value !== null && value !== undefined)) as Partial<T>;

/** Fields by name, those of the mails as 'mails.received' … */
export type FlatPolicy = Record<string, unknown>;

/** The fields that differ, as they were and as they are; null when nothing does. Pure. */
export function changedPart(
  before: ChannelPolicy,
  after: ChannelPolicy,
): { before: FlatPolicy; after: FlatPolicy } | null {
  const [was, is] = [flat(before), flat(after)];
  const fields = Object.keys(is).filter((field) => !isDeepStrictEqual(is[field], was[field]));
  if (!fields.length) return null;
  const part = (of: FlatPolicy): FlatPolicy => Object.fromEntries(fields.map((field) => [field, of[field]]));
  return { before: part(was), after: part(is) };
}

const flat = ({ mails, ...rest }: ChannelPolicy): FlatPolicy => ({
  ...Object.fromEntries(Object.entries(mails).map(([mail, value]) => [`mails.${mail}`, value])),
  ...rest,
});

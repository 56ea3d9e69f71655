import { expect, test } from 'vitest';
import de from '../i18n/de.json';
import en from '../i18n/en.json';
import { messageOf } from '../i18n/message-of.ts';
import type { ChannelDayRow, Policy } from './channel-detail.ts';
import { lampOf } from './channel-lamp.ts';
import { changedFields, patchOf, policyDraft } from './policy-draft.ts';
import { draftOf, rhythmOf, rhythmText } from './rhythm-words.ts';
import { lastDays, weekOf } from './week.ts';

const day = (o: Partial<ChannelDayRow>): ChannelDayRow => ({
  day: '2026-11-24',
  state: 'proved',
  until: '2026-11-24T23:00:00Z',
  reported: 12,
  known: 12,
  recovered: 0,
  missing: [],
  askedAt: '2026-11-25T00:10:00Z',
  provedAt: '2026-11-25T00:10:00Z',
  ...o,
});
const gap = day({ state: 'gap', known: 10, missing: ['1', '2'].map((id) => ({ channelOrderId: id, problem: null })) });

test.each<[string, Partial<Parameters<typeof lampOf>[0]>]>([
  ['paused', { paused: true, lastError: 'no' }],
  ['failing', { lastError: 'no' }],
  ['incomplete', { days: { edges: [{ node: gap }] } }],
  ['never', { lastFetchedAt: null }],
  ['running', {}],
])('the lamp says %s', (lamp, o) => {
  expect(
    lampOf({ paused: false, lastError: null, lastFetchedAt: 'now', days: { edges: [{ node: day({}) }] }, ...o }),
  ).toBe(lamp);
});

test('a week ends today, by the days of the company', () => {
  const lateEvening = Date.parse('2026-11-24T23:30:00Z');
  expect(lastDays(lateEvening, 'Europe/Berlin', 2)).toEqual(['2026-11-24', '2026-11-25']);
  expect(lastDays(lateEvening, 'UTC', 2)).toEqual(['2026-11-23', '2026-11-24']);
  const week = weekOf([gap, day({ day: '2026-11-23', state: 'listed', reported: null })], lateEvening, 'Europe/Berlin');
  expect(week.map(({ tone, figure }) => [tone, figure])).toEqual([
    ['calm', undefined],
    ['calm', undefined],
    ['calm', undefined],
    ['calm', undefined],
    ['busy', undefined],
    ['warn', -2],
    ['calm', undefined],
  ]);
});

test('rhythms in words', () => {
  const say = (everySeconds: number | null, cron: string | null = null) =>
    [de, en].map((texts) => rhythmText({ everySeconds, cron, byStaff: false, nextTimes: [] }, messageOf(texts)));
  expect(say(300)).toEqual(['alle 5 Min.', 'every 5 min']);
  expect(say(7_200)).toEqual(['alle 2 Std.', 'every 2 h']);
  expect(say(3)).toEqual(['alle 3 s', 'every 3 s']);
  expect(say(null, '0 7 * * 1-5')).toEqual(['Cron 0 7 * * 1-5', 'cron 0 7 * * 1-5']);
});

test('the editor asks for an interval or an expression, and for nothing while its field is empty', () => {
  const draft = draftOf({ everySeconds: 3, cron: null, byStaff: false, nextTimes: [] });
  expect(rhythmOf(draft)).toEqual({ everySeconds: 60 });
  expect(rhythmOf({ ...draft, minutes: null })).toBeNull();
  expect(rhythmOf({ ...draft, kind: 'cron', cron: ' 0  7 * * * ' })).toEqual({ cron: '0 7 * * *' });
  expect(rhythmOf({ ...draft, kind: 'cron', cron: ' ' })).toBeNull();
});

test('a policy’s patch names what is different and nothing else', () => {
  const policy: Policy = {
    paidByChannel: true,
    invoiceMarketplaceFulfilled: true,
    splitShipments: true,
    mails: { received: false, shipped: false, invoice: false },
    invoiceUpload: 'all',
    reviewRequest: 'channel',
    personalDataWithinHours: 24,
    warnBeforeShipByHours: 6,
  };
  const stored = policyDraft(policy);
  expect(patchOf(stored, stored)).toEqual({});
  const draft = { ...stored, 'mails.shipped': true, invoiceUpload: 'business' as const };
  expect(changedFields(stored, draft)).toEqual(['mails.shipped', 'invoiceUpload']);
  expect(patchOf(stored, draft)).toEqual({ invoiceUpload: 'business', mails: { shipped: true } });
});

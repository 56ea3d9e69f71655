import { expect, test } from 'vitest';
import { assignTicket } from './assign-ticket.ts';

const any = {
  kind: null,
  reason: null,
  channelId: null,
  team: 'clerk' as const,
  assigneeId: null,
  ticketPriority: null,
  dueMinutes: 480,
  active: true,
};
const ticket = { kind: 'hold', reason: 'remark', channelId: 'C1' };

test.each([
  ['the first that fits', [{ ...any, reason: 'remark', assigneeId: 'anna' }, any], 'anna'],
  ['one for another reason is passed', [{ ...any, reason: 'no_stock', assigneeId: 'ben' }, any], null],
  ['one for another channel is passed', [{ ...any, channelId: 'C2', assigneeId: 'ben' }, any], null],
  ['one for another kind is passed', [{ ...any, kind: 'overdue' as const, assigneeId: 'ben' }, any], null],
  ['one that is switched off is passed', [{ ...any, assigneeId: 'ben', active: false }, any], null],
  [
    'all that is asked for must fit',
    [{ ...any, kind: 'hold' as const, channelId: 'C1', assigneeId: 'eva' }, any],
    'eva',
  ],
])('%s', (_what, rules, assigneeId) => {
  expect(assignTicket(rules, ticket)).toMatchObject({ assigneeId, team: 'clerk', dueMinutes: 480 });
});

test('without a rule a ticket is everybody’s', () => {
  expect(assignTicket([], ticket)).toEqual({ team: null, assigneeId: null, priority: null, dueMinutes: null });
});

import { answerCustomer } from '@kontor/domain/mails/answer-customer';
import { newId } from '@kontor/domain/kernel/id';
import { transact } from '@kontor/domain/kernel/transact';
import { applyMacro } from '@kontor/domain/orders/apply-macro';
import { importOrders } from '@kontor/domain/orders/import-orders';
import { resumeOrder } from '@kontor/domain/orders/resume-order';
import { Staff } from '@kontor/domain/staff/staff.entity';
import { anIncomingOrder } from '@kontor/domain/testing';
import { checkOff } from '@kontor/domain/tickets/check-off';
import { closeTicket, closeTickets } from '@kontor/domain/tickets/close-ticket';
import { createTicket } from '@kontor/domain/tickets/create-ticket';
import { mergeTickets } from '@kontor/domain/tickets/merge-tickets';
import { noteTicket } from '@kontor/domain/tickets/note-ticket';
import { openTickets, type TicketCause } from '@kontor/domain/tickets/open-tickets';
import { saveAssignment, saveChecklist, saveMacro } from '@kontor/domain/tickets/save-desk-rules';
import { Ticket } from '@kontor/domain/tickets/ticket.entity';
import { leaveTicket, presentViewers, watchTicket } from '@kontor/domain/tickets/watch-ticket';
import { handOverTicket, setTicketPriority, snoozeTicket } from '@kontor/domain/tickets/work-on-ticket';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestWorld, type TestWorld } from '../testing.ts';

let world: TestWorld;
const anna = newId();
beforeAll(async () => {
  world = await openTestWorld();
  const known = { role: 'clerk' as const, passwordHash: 'x', active: true };
  await world.ctx().em.insert(Staff, { id: anna, name: 'Anna', email: 'anna@kontor.test', ...known });
});
afterAll(() => world.close());

const staff = () => world.ctx('staff:anna');
let counter = 0;
async function open(o: Partial<TicketCause> = {}): Promise<Ticket> {
  const cause = o.cause ?? `test:${(counter += 1)}`;
  const tickets = await transact(world.ctx(), (tx) =>
    openTickets(tx, [{ kind: 'effect', reason: 'effect_failed', evidence: {}, ...o, cause }]),
  );
  return tickets.get(cause)!;
}
const read = (id: string): Promise<Ticket> => world.ctx().em.findOneOrFail(Ticket, id);
const eventsOf = async (id: string): Promise<string[]> =>
  (await world.rows<{ type: string }>('select type from history where ticket_id = ? order by seq', [id])).map(
    ({ type }) => type,
  );
async function heldOrder(remark = 'Beim Nachbarn abgeben') {
  const order = anIncomingOrder({ remark });
  await importOrders(world.ctx('channel'), {
    channelId: world.channelId,
    orders: [order],
    unreadable: [],
    cursor: null,
  });
  await world.settle();
  const [row] = await world.rows<{ id: string; ticket_id: string }>(
    'select id, ticket_id from sales_order where channel_order_id = ?',
    [order.channelOrderId],
  );
  return { orderId: row!.id, ticketId: row!.ticket_id };
}

test('rules say who gets a ticket and until when, in office hours', async () => {
  // The clock stands at 10:00 on Friday 20 November 2026 in Berlin.
  expect(await open({ kind: 'settlement', reason: 'invoice_underpaid' })).toMatchObject({
    team: 'accounting',
    priority: 3,
    dueAt: new Date('2026-11-23T16:00:00Z'),
  });
  const rule = await saveAssignment(staff(), {
    position: 0,
    kind: null,
    reason: 'unreadable_order',
    channelId: null,
    team: null,
    assigneeId: anna,
    ticketPriority: 1,
    dueMinutes: 30,
    active: true,
  });
  expect(await open({ kind: 'import', reason: 'unreadable_order' })).toMatchObject({
    team: null,
    assigneeId: anna,
    priority: 1,
    dueAt: new Date('2026-11-20T09:30:00Z'),
  });
  await expect(saveAssignment(staff(), { ...rule, expectedRev: rule.rev - 1 || 99 })).rejects.toMatchObject({
    code: 'assignment_changed_meanwhile',
  });
});

test('the same cause opens its ticket again instead of a second one', async () => {
  const first = await open({ cause: 'effect:7', evidence: { try: 1 } });
  expect((await open({ cause: 'effect:7', evidence: { try: 2 } })).id).toBe(first.id);
  await transact(world.ctx(), (tx) => closeTickets(tx, ['effect:7'], 'arrived'));
  expect(await read(first.id)).toMatchObject({ status: 'closed', resolution: 'arrived' });
  await open({ cause: 'effect:7', evidence: { try: 3 } });
  expect(await read(first.id)).toMatchObject({
    status: 'open',
    openedTimes: 2,
    evidence: { try: 3 },
    resolution: null,
  });
  expect(await world.rows(`select 1 from ticket where cause = 'effect:7'`)).toHaveLength(1);
  expect(await eventsOf(first.id)).toEqual(['TicketOpened', 'TicketClosed', 'TicketReopened']);
});

test('who takes a ticket, hands it over, puts it off and sets its priority leaves a trace; an older view is refused', async () => {
  const { id, rev } = await open();
  const taken = await handOverTicket(staff(), { ticketId: id, expectedRev: rev, assigneeId: anna });
  expect(taken.assigneeId).toBe(anna);
  await expect(handOverTicket(staff(), { ticketId: id, expectedRev: rev })).rejects.toMatchObject({
    code: 'ticket_changed_meanwhile',
  });
  await handOverTicket(staff(), { ticketId: id, team: 'accounting', note: 'Bitte prüfen' });
  const until = new Date('2026-11-21T09:00:00Z');
  await snoozeTicket(staff(), { ticketId: id, until, for: 'customer' });
  await setTicketPriority(staff(), { ticketId: id, priority: 1 });
  expect(await read(id)).toMatchObject({
    assigneeId: null,
    team: 'accounting',
    snoozedUntil: until,
    snoozedFor: 'customer',
    priority: 1,
  });
  await expect(snoozeTicket(staff(), { ticketId: id, until: new Date(0) })).rejects.toMatchObject({
    code: 'snooze_invalid',
  });
  await expect(handOverTicket(staff(), { ticketId: id, assigneeId: newId() })).rejects.toMatchObject({
    code: 'staff_not_found',
  });
  expect(await eventsOf(id)).toEqual([
    'TicketOpened',
    'TicketAssigned',
    'TicketAssigned',
    'TicketNoted',
    'TicketSnoozed',
    'TicketPrioritySet',
  ]);
});

test('a merged ticket goes on in the other, and its cause comes back there', async () => {
  const from = await open({ cause: 'effect:8' });
  const into = await open({ cause: 'effect:9' });
  await noteTicket(staff(), { ticketId: from.id, text: 'gleicher Fehler' });
  await mergeTickets(staff(), { ticketId: from.id, intoNumber: into.number });
  expect(await read(from.id)).toMatchObject({ status: 'closed', mergedInto: into.id });
  expect((await open({ cause: 'effect:8' })).id).toBe(into.id);
  expect((await read(from.id)).status).toBe('closed');
  await expect(mergeTickets(staff(), { ticketId: into.id, intoNumber: into.number })).rejects.toMatchObject({
    code: 'merge_invalid',
  });
  await expect(mergeTickets(staff(), { ticketId: into.id, intoNumber: 'T-0' })).rejects.toMatchObject({
    code: 'ticket_not_found',
  });
  const { ticketId } = await heldOrder();
  await expect(mergeTickets(staff(), { ticketId, intoNumber: into.number })).rejects.toMatchObject({
    code: 'ticket_holds_order',
  });
  // The matter is over there as well: from now on the cause has its own ticket again.
  await closeTicket(staff(), { ticketId: into.id, resolution: 'erledigt' });
  expect((await open({ cause: 'effect:8' })).id).toBe(from.id);
});

test('a required check keeps the ticket open on every way out', async () => {
  const { items } = await saveChecklist(staff(), {
    reason: 'remark',
    items: [
      { id: '', text: 'Bemerkung gelesen', required: true },
      { id: '', text: 'Kunde angerufen', required: false },
    ],
  });
  const macro = await saveMacro(staff(), {
    name: 'Weiter',
    reasons: ['remark'],
    note: 'geprüft',
    resolution: 'in Ordnung',
    action: 'resume',
    active: true,
  });
  const { orderId, ticketId } = await heldOrder();
  const refused = { code: 'checklist_open', details: { items: ['Bemerkung gelesen'] } };
  await expect(resumeOrder(staff(), { orderId })).rejects.toMatchObject(refused);
  await expect(applyMacro(staff(), { ticketId, macroId: macro.id })).rejects.toMatchObject(refused);
  await expect(checkOff(staff(), { ticketId, item: 'nothing', done: true })).rejects.toMatchObject({
    code: 'check_not_found',
  });
  await checkOff(staff(), { ticketId, item: items[0]!.id, done: true });
  await applyMacro(staff(), { ticketId, macroId: macro.id });
  await world.settle();
  expect(await read(ticketId)).toMatchObject({ status: 'closed', resolution: 'in Ordnung', closedBy: 'staff:anna' });
  const [order] = await world.rows<{ station: string }>('select station from sales_order where id = ?', [orderId]);
  expect(order!.station).toBe('routed');
  // A refused macro leaves nothing behind: the note is there once.
  expect(await world.rows('select text from ticket_note where ticket_id = ?', [ticketId])).toEqual([
    { text: 'geprüft' },
  ]);
});

test('a macro does for a ticket without an order what it can, and nothing for another reason', async () => {
  const { id } = await open();
  const terms = { reasons: [], note: null, resolution: 'x', active: true };
  const wait = await saveMacro(staff(), { ...terms, name: 'Warten', action: 'wait' });
  const cancel = await saveMacro(staff(), { ...terms, name: 'Storno', action: 'cancel' });
  const close = await saveMacro(staff(), { ...terms, name: 'Zu', action: 'close' });
  const other = await saveMacro(staff(), { ...terms, name: 'Fremd', reasons: ['remark'], action: 'close' });
  await applyMacro(staff(), { ticketId: id, macroId: wait.id });
  expect(await read(id)).toMatchObject({ snoozedFor: 'customer', snoozedUntil: new Date('2026-11-22T09:00:00Z') });
  await expect(applyMacro(staff(), { ticketId: id, macroId: cancel.id })).rejects.toMatchObject({
    code: 'ticket_without_order',
  });
  await expect(applyMacro(staff(), { ticketId: id, macroId: other.id })).rejects.toMatchObject({
    code: 'macro_not_found',
  });
  await applyMacro(staff(), { ticketId: id, macroId: close.id });
  expect(await read(id)).toMatchObject({ status: 'closed', resolution: 'x' });
});

test('a ticket by hand is due like any other, and a word to the customer leaves as a mail', async () => {
  const { orderId } = await heldOrder();
  const ticket = await createTicket(staff(), { subject: 'Rückruf', orderId });
  expect(ticket).toMatchObject({
    kind: 'manual',
    evidence: { subject: 'Rückruf' },
    team: 'clerk',
    channelId: world.channelId,
  });
  await answerCustomer(staff(), { ticketId: ticket.id, text: 'Guten Tag, …' });
  expect(await eventsOf(ticket.id)).toEqual(['TicketOpened', 'CustomerContactWanted']);
  const [{ data }] = (await world.rows(`select data from history where type = 'CustomerContactWanted'`)) as [
    { data: object },
  ];
  expect(JSON.stringify(data)).not.toContain('Guten Tag');
  await expect(answerCustomer(staff(), { ticketId: (await open()).id, text: 'x' })).rejects.toMatchObject({
    code: 'ticket_without_order',
  });
  await expect(createTicket(staff(), { subject: ' ' })).rejects.toMatchObject({ code: 'note_missing' });
});

test('who looks at a ticket is seen by the others until he leaves or falls silent', async () => {
  const { id } = await open();
  const viewers = () => presentViewers(world.ctx().em, world.clock.now);
  await watchTicket(staff(), { ticketId: id, staffId: anna, editing: false });
  expect(await viewers()).toEqual([{ ticketId: id, staffId: anna, name: 'Anna', editing: false }]);
  await watchTicket(staff(), { ticketId: id, staffId: anna, editing: true });
  expect(await viewers()).toMatchObject([{ editing: true }]);
  world.clock.now = new Date(world.clock.now.getTime() + 31_000);
  expect(await viewers()).toEqual([]);
  await watchTicket(staff(), { ticketId: id, staffId: anna, editing: false });
  await leaveTicket(staff(), { ticketId: id, staffId: anna });
  expect(await viewers()).toEqual([]);
});

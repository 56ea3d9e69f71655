import { LockMode, type EntityClass } from '@mikro-orm/core';
import { newId } from '../kernel/id.ts';
import { Rejection, type RejectionCode } from '../kernel/rejection.ts';
import { transact, type Context, type Transaction } from '../kernel/transact.ts';
import { AssignmentRule, Checklist, Macro, type ChecklistItem } from './desk-rules.entity.ts';
import type { DeskRuleSaved } from './ticket.events.ts';

/** A rule's own fields, and which of its states the person looked at. */
export type Save<Rule> = Omit<Rule, 'id' | 'rev'> & { id?: string | null; expectedRev?: number | null };
export type SaveAssignment = Save<AssignmentTerms>;
export type SaveMacro = Save<MacroTerms>;
type AssignmentTerms = Pick<
  AssignmentRule,
  | 'id'
  | 'rev'
  | 'position'
  | 'kind'
  | 'reason'
  | 'channelId'
  | 'team'
  | 'assigneeId'
  | 'ticketPriority'
  | 'dueMinutes'
  | 'active'
>;
type MacroTerms = Pick<Macro, 'id' | 'rev' | 'name' | 'reasons' | 'note' | 'resolution' | 'action' | 'active'>;

type Kept = { id: string; rev: number };

/** Loads a rule for change; throws Rejection when it is gone or newer than what was looked at. */
async function lockRule<Rule extends Kept>(
  tx: Transaction,
  entity: EntityClass<Rule>,
  { id, expectedRev }: { id: string; expectedRev?: number | null },
  codes: { gone: RejectionCode; changed: RejectionCode },
): Promise<Rule> {
  const rule = (await tx.em.findOne(entity, { id } as never, { lockMode: LockMode.PESSIMISTIC_WRITE })) as Rule | null;
  if (!rule) throw new Rejection(codes.gone);
  if (expectedRev && rule.rev !== expectedRev) throw new Rejection(codes.changed, { rev: rule.rev });
  return rule;
}

const told = (tx: Transaction, what: DeskRuleSaved['what'], id: string, removed = false): void =>
  tx.record({ type: 'DeskRuleSaved', what, id, removed } satisfies DeskRuleSaved);

const ofAssignment = { gone: 'assignment_not_found', changed: 'assignment_changed_meanwhile' } as const;
const ofMacro = { gone: 'macro_not_found', changed: 'macro_changed_meanwhile' } as const;

/** Adds or changes an assignment rule; throws Rejection. */
export function saveAssignment(
  ctx: Context,
  { id, expectedRev = null, ...terms }: SaveAssignment,
): Promise<AssignmentRule> {
  return transact(ctx, async (tx) => {
    const { dueMinutes, ticketPriority } = terms;
    if (dueMinutes !== null && dueMinutes !== undefined && !(dueMinutes >= 1 && dueMinutes <= 43_200))
      throw new Rejection('assignment_invalid', { problem: 'dueMinutes lies between 1 and 43,200' });
    if (ticketPriority && ![1, 2, 3, 4].includes(ticketPriority))
      throw new Rejection('assignment_invalid', { problem: 'a priority is 1, 2, 3 or 4' });
    const rule = id
      ? Object.assign(await lockRule(tx, AssignmentRule, { id, expectedRev }, ofAssignment), terms)
      : tx.em.create(AssignmentRule, { id: newId(), ...terms });
    told(tx, 'assignment', rule.id);
    return rule;
  });
}

/** Takes an assignment rule away; throws Rejection. */
export function removeAssignment(ctx: Context, { id }: { id: string }): Promise<AssignmentRule> {
  return transact(ctx, async (tx) => {
    const rule = await lockRule(tx, AssignmentRule, { id }, ofAssignment);
    tx.em.remove(rule);
    told(tx, 'assignment', id, true);
    return rule;
  });
}

/** Adds or changes a macro; throws Rejection. */
export function saveMacro(ctx: Context, { id, expectedRev = null, ...terms }: SaveMacro): Promise<Macro> {
  return transact(ctx, async (tx) => {
    if (!terms.name.trim()) throw new Rejection('macro_invalid', { problem: 'a macro has a name' });
    if (terms.action === 'close' && !terms.resolution?.trim())
      throw new Rejection('macro_invalid', { problem: 'who closes says why' });
    const macro = id
      ? Object.assign(await lockRule(tx, Macro, { id, expectedRev }, ofMacro), terms)
      : tx.em.create(Macro, { id: newId(), ...terms });
    told(tx, 'macro', macro.id);
    return macro;
  });
}

export interface SaveChecklist {
  reason: string;
  expectedRev?: number | null;
  items: ChecklistItem[];
}

/** Sets what is to be looked at for tickets of a reason; throws Rejection. */
export function saveChecklist(ctx: Context, { reason, expectedRev, items }: SaveChecklist): Promise<Checklist> {
  return transact(ctx, async (tx) => {
    const kept = items
      .map((item) => ({ ...item, id: item.id || newId(), text: item.text.trim() }))
      .filter((item) => item.text);
    const known = await tx.em.findOne(Checklist, reason, { lockMode: LockMode.PESSIMISTIC_WRITE });
    if (known && expectedRev && known.rev !== expectedRev)
      throw new Rejection('checklist_changed_meanwhile', { rev: known.rev });
    const list = known ? Object.assign(known, { items: kept }) : tx.em.create(Checklist, { reason, items: kept });
    told(tx, 'checklist', reason);
    return list;
  });
}

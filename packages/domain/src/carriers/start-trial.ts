import { LockMode } from '@mikro-orm/core';
import { newId } from '../kernel/id.ts';
import { Rejection } from '../kernel/rejection.ts';
import { takeSequence } from '../kernel/take-numbers.ts';
import { transact, type Context, type Transaction } from '../kernel/transact.ts';
import { fingerprintOf } from './arm-carrier.ts';
import type { TrialFinished, TrialStarted } from './carrier.events.ts';
import { CarrierTrial, type TrialKind, type TrialStep } from './carrier-trial.entity.ts';
import { HandOverTemplate } from './hand-over-template.entity.ts';
import { lockCarrier } from './save-template.ts';

/** Starts a test of the connection, a test send or a round trip; a version that is not published may be tried by sending. Throws Rejection. */
export function startTrial(
  ctx: Context,
  { carrierId, kind, templateId }: { carrierId: string; kind: TrialKind; templateId?: string | null },
): Promise<CarrierTrial> {
  return transact(ctx, async (tx) => {
    const carrier = await lockCarrier(tx, carrierId);
    const template = kind === 'send' ? (templateId ?? carrier.templateId) : carrier.templateId;
    if (kind !== 'connection' && !template) throw new Rejection('template_not_found');
    if (template && !(await tx.em.findOne(HandOverTemplate, { id: template, carrierId })))
      throw new Rejection('template_not_found');
    const [n] = await takeSequence(tx.em, 'trial_number', 1);
    const trial = tx.em.create(CarrierTrial, {
      id: newId(),
      number: `P-${n}`,
      carrierId,
      kind,
      state: 'running',
      fingerprint: fingerprintOf(carrier),
      templateId: template ?? null,
      steps: [],
      requestedBy: tx.actor,
      createdAt: tx.now(),
    });
    tx.record({
      type: 'TrialStarted',
      trialId: trial.id,
      trial: trial.number,
      carrier: carrier.code,
      kind,
    } satisfies TrialStarted);
    return trial;
  });
}

/** Writes what came of a trial; one that has ended already is left alone. */
export function noteTrial(
  ctx: Context,
  trialId: string,
  { steps, state, carrier }: { steps: TrialStep[]; state: 'waiting' | 'passed' | 'failed'; carrier: string },
): Promise<void> {
  return transact(ctx, async (tx) => {
    const trial = await tx.em.findOne(CarrierTrial, trialId, { lockMode: LockMode.PESSIMISTIC_WRITE });
    if (!trial || trial.state !== 'running') return;
    endTrial(tx, trial, carrier, steps, state);
  });
}

/** An answer came back to a trial: the round trip is closed. */
export function endTrial(
  tx: Transaction,
  trial: CarrierTrial,
  carrier: string,
  steps: TrialStep[],
  state: 'waiting' | 'passed' | 'failed',
): void {
  trial.steps = [...trial.steps, ...steps];
  trial.state = state;
  if (state === 'waiting') return;
  trial.finishedAt = tx.now();
  tx.record({ type: 'TrialFinished', trialId: trial.id, trial: trial.number, carrier, state } satisfies TrialFinished);
}

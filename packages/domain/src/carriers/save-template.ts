import { LockMode } from '@mikro-orm/core';
import { newId } from '../kernel/id.ts';
import { Rejection } from '../kernel/rejection.ts';
import { transact, type Context, type Transaction } from '../kernel/transact.ts';
import { Carrier } from './carrier.entity.ts';
import type { TemplatePublished, TemplateSaved } from './carrier.events.ts';
import { HandOverTemplate } from './hand-over-template.entity.ts';
import type { TemplateContent, TemplateProblem } from './template-content.ts';

/** Finds what is wrong with a template; empty when it can be used. */
export type TemplateCheck = (content: TemplateContent, o: { collective: boolean }) => TemplateProblem[];

/** The carrier, locked, so that versions are counted by one at a time. */
export async function lockCarrier(tx: Transaction, carrierId: string): Promise<Carrier> {
  const carrier = await tx.em.findOne(Carrier, carrierId, { lockMode: LockMode.PESSIMISTIC_WRITE, refresh: true });
  if (!carrier) throw new Rejection('carrier_not_found');
  return carrier;
}

/** Stores a checked template as the carrier's next version; it is used when it is published. Throws Rejection with the problems. */
export function saveTemplate(
  ctx: Context,
  { carrierId, content, note }: { carrierId: string; content: TemplateContent; note?: string | null },
  check: TemplateCheck,
): Promise<HandOverTemplate> {
  return transact(ctx, async (tx) => {
    const carrier = await lockCarrier(tx, carrierId);
    assertInOrder(content, carrier, check);
    return addVersion(tx, carrier, content, note ?? null);
  });
}

/** Makes a version the one that is used from now on; an older one rolls back. Throws Rejection. */
export function publishTemplate(ctx: Context, templateId: string, check: TemplateCheck): Promise<HandOverTemplate> {
  return transact(ctx, async (tx) => {
    const template = await tx.em.findOne(HandOverTemplate, templateId);
    if (!template) throw new Rejection('template_not_found');
    const carrier = await lockCarrier(tx, template.carrierId);
    assertInOrder(template.content, carrier, check);
    publishVersion(tx, carrier, template);
    return template;
  });
}

function assertInOrder(content: TemplateContent, carrier: Carrier, check: TemplateCheck): void {
  const problems = check(content, { collective: Boolean(carrier.batchCron) });
  if (problems.length) throw new Rejection('template_faulty', { problems });
}

/** Adds a version behind the newest one. */
export async function addVersion(
  tx: Transaction,
  carrier: Carrier,
  content: TemplateContent,
  note: string | null,
): Promise<HandOverTemplate> {
  const newest = await tx.em.findOne(HandOverTemplate, { carrierId: carrier.id }, { orderBy: { version: 'desc' } });
  const template = tx.em.create(HandOverTemplate, {
    id: newId(),
    carrierId: carrier.id,
    version: (newest?.version ?? 0) + 1,
    content,
    note,
    createdBy: tx.actor,
    createdAt: tx.now(),
  });
  tx.record({ type: 'TemplateSaved', carrier: carrier.code, version: template.version } satisfies TemplateSaved);
  return template;
}

export function publishVersion(tx: Transaction, carrier: Carrier, template: HandOverTemplate): void {
  if (carrier.templateId === template.id) return;
  carrier.templateId = template.id;
  tx.record({
    type: 'TemplatePublished',
    carrier: carrier.code,
    version: template.version,
  } satisfies TemplatePublished);
}

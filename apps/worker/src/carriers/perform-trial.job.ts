import { sampleSet } from '@kontor/connectors/formats/template/sample-set';
import { CarrierTrial, type TrialStep } from '@kontor/domain/carriers/carrier-trial.entity';
import { Carrier } from '@kontor/domain/carriers/carrier.entity';
import { performTrial } from '@kontor/domain/carriers/carriers.jobs';
import { HandOverTemplate } from '@kontor/domain/carriers/hand-over-template.entity';
import { noteTrial } from '@kontor/domain/carriers/start-trial';
import { loadCompany } from '@kontor/domain/company/seller';
import type { Company } from '@kontor/domain/company/company.entity';
import { ConnectorError } from '@kontor/domain/kernel/connector-error';
import { runs, type Work } from '../handle.ts';
import { senderOf, transmissionOf } from '../shipments/hand-over.practice.ts';

/** Carries trials out (F23, F25): what happens stands in their protocol, success or not. */
export const performTrialJob = runs(performTrial, 1, async (work, data) => {
  for (const { trialId } of data) {
    const ctx = work.newContext();
    const trial = await ctx.em.findOneOrFail(CarrierTrial, trialId);
    if (trial.state !== 'running') continue;
    const carrier = await ctx.em.findOneOrFail(Carrier, trial.carrierId);
    const template = trial.templateId ? await ctx.em.findOne(HandOverTemplate, trial.templateId) : null;
    const result = await carryOut(work, await loadCompany(ctx), trial, carrier, template);
    await noteTrial(work.newContext(), trialId, { ...result, carrier: carrier.code });
  }
});

async function carryOut(
  work: Work,
  company: Company,
  trial: CarrierTrial,
  carrier: Carrier,
  template: HandOverTemplate | null,
) {
  const steps: TrialStep[] = [];
  const note = (text: string, ok = true): void =>
    void steps.push({ at: new Date().toISOString(), ok, text: text.slice(0, 500) });
  try {
    if (trial.kind === 'connection') await probe(work, company, carrier, note);
    else await sendSample(work, company, trial, carrier, template!, note);
    return { steps, state: trial.kind === 'round_trip' ? ('waiting' as const) : ('passed' as const) };
  } catch (error) {
    if (!(error instanceof ConnectorError)) work.log.warn({ err: error, trial: trial.number }, 'trial failed');
    note(error instanceof Error ? error.message : String(error), false);
    return { steps, state: 'failed' as const };
  }
}

type Note = (text: string) => void;

async function probe({ connections }: Work, company: Company, carrier: Carrier, note: Note): Promise<void> {
  const transport = connections.openNoted(carrier, company, note);
  if (transport) await transport.probe();
  else note('no way out: the own warehouse');
  const folder = connections.openNotedReturns(carrier, note);
  if (folder) await folder.probe();
  else note(`answers come to us: ${carrier.returns.source}`);
}

async function sendSample(
  { connections }: Work,
  company: Company,
  trial: CarrierTrial,
  carrier: Carrier,
  template: HandOverTemplate,
  note: Note,
): Promise<void> {
  const transport = connections.openNoted(carrier, company, note);
  if (!transport) throw new ConnectorError('no way out: nothing can be sent', { retryable: false });
  const sample = sampleSet({ collective: Boolean(carrier.batchCron), key: trial.number });
  const set = { ...sample, date: trial.createdAt, sender: senderOf(company) };
  const transmission = await transmissionOf(template.content, set, (html) => connections.printer.print(html));
  const { name, mediaType, bytes } = transmission.file;
  note(`template version ${template.version}: ${name}, ${mediaType}, ${bytes.length} bytes`);
  const { receipt } = await transport.send(transmission);
  note(`taken: ${receipt}`);
}

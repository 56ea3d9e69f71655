import { handOverFile, renderHandOver } from '@kontor/connectors/formats/template/render-hand-over';
import { TemplateFault } from '@kontor/connectors/formats/template/template-fault';
import type { HandOverSet } from '@kontor/connectors/formats/template/hand-over-view';
import { HandOverTemplate } from '@kontor/domain/carriers/hand-over-template.entity';
import type { Transmission } from '@kontor/domain/carriers/carrier-transport.port';
import type { TemplateContent } from '@kontor/domain/carriers/template-content';
import { loadCompany } from '@kontor/domain/company/seller';
import type { Company } from '@kontor/domain/company/company.entity';
import type { Effect } from '@kontor/domain/effects/effect.entity';
import type { Act, EffectPractice } from '@kontor/domain/effects/perform-effects';
import { by, grouped } from '@kontor/domain/kernel/batch';
import { ConnectorError } from '@kontor/domain/kernel/connector-error';
import type { Transaction } from '@kontor/domain/kernel/transact';
import { holdOrders } from '@kontor/domain/orders/hold-orders';
import { lockOrders } from '@kontor/domain/orders/lock-orders';
import { cancelHold, isGoing, shipmentsArrived, wantsCancelling } from '@kontor/domain/shipments/hand-over-shipments';
import { loadHandOvers, type LoadedHandOver } from '@kontor/domain/shipments/load-hand-over';
import { Shipment } from '@kontor/domain/shipments/shipment.entity';
import type { Work } from '../handle.ts';

const keysOf = (effects: Effect[]): string[] => effects.map((effect) => effect.key);

/** Hands files over to external carriers, each in its own channel and form, for one shipment or many (F23). */
export const handOverPractice = (work: Work): EffectPractice => ({
  concurrency: 5,
  revoke,
  async prepare(ctx, effects) {
    const company = await loadCompany(ctx);
    const shipments = await ctx.em.find(Shipment, { handOverKey: { $in: keysOf(effects) } });
    const loaded = grouped(await loadHandOvers(ctx, shipments), ({ shipment }) => shipment.handOverKey!);
    const ids = effects.map((effect) => effect.intent.templateId).filter((id) => typeof id === 'string');
    const templates = by(await ctx.em.find(HandOverTemplate, { id: { $in: ids } }), ({ id }) => id);
    return new Map(
      effects.flatMap((effect) => {
        const template = templates.get(String(effect.intent.templateId));
        const parts = loaded(effect.key);
        return template && parts.length
          ? [[effect.id, handOverAct(work, company, effect, template.content, parts)] as const]
          : [];
      }),
    );
  },
  async arrived(tx, effects) {
    const shipments = await tx.em.find(Shipment, { handOverKey: { $in: keysOf(effects) } }, { fields: ['id'] });
    await shipmentsArrived(
      tx,
      shipments.map(({ id }) => id),
    );
  },
});

/** A buyer's cancel request that came since is heard before anything leaves (F4); a collective file goes without it. */
async function revoke(tx: Transaction, effects: Effect[]): Promise<Set<Effect>> {
  const shipments = await tx.em.find(Shipment, { handOverKey: { $in: keysOf(effects) } });
  const orders = await lockOrders(tx, [...new Set(shipments.map((shipment) => shipment.orderId))]);
  const held = orders.filter((order) => order.station === 'routed' && wantsCancelling(order));
  await holdOrders(tx, held.map(cancelHold));
  const orderOf = by(orders, (order) => order.id);
  const goes = (shipment: Shipment): boolean => isGoing(orderOf.get(shipment.orderId)!, shipment);
  const left = grouped(shipments.filter(goes), (shipment) => shipment.handOverKey!);
  for (const shipment of shipments) if (!goes(shipment)) shipment.handOverKey = null;
  return new Set(effects.filter((effect) => !left(effect.key).length));
}

function handOverAct(
  { connections }: Work,
  company: Company,
  effect: Effect,
  content: TemplateContent,
  parts: LoadedHandOver[],
): Act {
  const transport = connections.transport(parts[0]!.carrier, company);
  const transmission = (): Promise<Transmission> =>
    transmissionOf(content, setOf(effect, company, parts), (html) => connections.printer.print(html));
  return {
    send: async () => transport!.send(await transmission()),
    verify: async (doubtSince) => transport!.verify(await transmission(), doubtSince),
  };
}

const setOf = (effect: Effect, company: Company, parts: LoadedHandOver[]): HandOverSet => ({
  key: effect.key,
  date: effect.createdAt,
  sender: senderOf(company),
  shipments: parts.map(({ data }) => data),
  collective: Boolean(effect.intent.collective),
});

/** What a template may say of us. */
export const senderOf = ({ name, street, postcode, city, country, email }: Company): HandOverSet['sender'] => ({
  name,
  street,
  postcode,
  city,
  country,
  email,
});

/** A filled template as what a transport carries; one that cannot be filled is for a person. */
export async function transmissionOf(
  content: TemplateContent,
  set: HandOverSet,
  printPdf: (html: string) => Promise<Uint8Array>,
): Promise<Transmission> {
  const rendered = render(content, set);
  return {
    key: set.key,
    mail: { subject: rendered.subject, text: rendered.mailText, html: rendered.mailHtml },
    orderNumber: set.collective ? null : set.shipments[0]!.order,
    file: await handOverFile(content, rendered, printPdf),
  };
}

function render(content: TemplateContent, set: HandOverSet) {
  try {
    return renderHandOver(content, set);
  } catch (error) {
    if (!(error instanceof TemplateFault)) throw error;
    throw new ConnectorError(error.message, { retryable: false, arrived: 'no', cause: error });
  }
}

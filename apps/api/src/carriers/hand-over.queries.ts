import { renderHandOver } from '@kontor/connectors/formats/template/render-hand-over';
import { sampleSet, sampleShipment } from '@kontor/connectors/formats/template/sample-set';
import { TemplateFault } from '@kontor/connectors/formats/template/template-fault';
import { checkTemplate } from '@kontor/connectors/formats/template/check-template';
import { readAnswer } from '@kontor/connectors/formats/returns/read-answer';
import { UnreadableReturn } from '@kontor/connectors/formats/unreadable-return';
import { Carrier } from '@kontor/domain/carriers/carrier.entity';
import { returnMapping } from '@kontor/domain/carriers/return-mapping';
import { templateContent, type TemplateProblem } from '@kontor/domain/carriers/template-content';
import { Rejection } from '@kontor/domain/kernel/rejection';
import type { Context } from '@kontor/domain/kernel/transact';
import { Order, OrderLine } from '@kontor/domain/orders/order.entity';
import { Product } from '@kontor/domain/products/product.entity';
import { by } from '@kontor/domain/kernel/batch';
import type { HandOverData } from '@kontor/domain/shipments/hand-over-data';
import { handOverData } from '@kontor/domain/shipments/load-hand-over';
import { Shipment } from '@kontor/domain/shipments/shipment.entity';
import { GraphQLError } from 'graphql';
import type { z } from 'zod';
import type {
  MappingResultType,
  PreviewTemplateInput,
  TemplatePreviewType,
  TestMappingInput,
} from './hand-over.type.ts';

/** A JSON argument in its shape; throws BAD_USER_INPUT with the fields that are wrong. */
export function shaped<Schema extends z.ZodType>(schema: Schema, value: unknown): z.output<Schema> {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const problems = result.error.issues.map(({ path, message }) => ({ field: path.join('.'), message }));
  throw new GraphQLError(problems.map(({ field, message }) => `${field}: ${message}`).join('; '), {
    extensions: { code: 'BAD_USER_INPUT', problems },
  });
}

/** A template filled with a real order, or with the sample; what is wrong with it instead, if anything. */
export async function previewTemplate(
  ctx: Context,
  { carrierId, content, orderNumber }: PreviewTemplateInput,
): Promise<TemplatePreviewType> {
  const template = shaped(templateContent, content);
  const carrier = await ctx.em.findOne(Carrier, carrierId);
  if (!carrier) throw new Rejection('carrier_not_found');
  const collective = Boolean(carrier.batchCron);
  const problems = checkTemplate(template, { collective });
  if (problems.length) return { problems };
  const sample = sampleSet({ collective });
  const shipments = orderNumber ? [await dataOf(ctx, orderNumber.trim())] : sample.shipments;
  const set = { ...sample, key: shipments[0]!.shipment, shipments };
  return filled(() => renderHandOver(template, set));
}

/** What a template gives, or what is wrong with it. */
export function filled<Filled extends object>(render: () => Filled): { problems: TemplateProblem[] } & Partial<Filled> {
  try {
    return { problems: [], ...render() };
  } catch (error) {
    if (error instanceof TemplateFault)
      return { problems: error.problems } as { problems: TemplateProblem[] } & Partial<Filled>;
    throw error;
  }
}

/** A real order as its carrier would see it, whether it has a shipment yet or not. */
async function dataOf({ em }: Context, number: string): Promise<HandOverData> {
  const order = await em.findOne(Order, { number });
  if (!order?.shippingAddress) throw new Rejection('order_not_found', { number });
  const lines = await em.find(OrderLine, { orderId: order.id }, { orderBy: { position: 'asc' } });
  const products = by(await em.find(Product, { sku: { $in: lines.map(({ sku }) => sku) } }), ({ sku }) => sku);
  const shipment = await em.findOne(Shipment, { orderId: order.id }, { orderBy: { id: 'desc' } });
  const preview = {
    number: sampleShipment('S-000000').shipment,
    serviceName: sampleShipment('').service,
    deliveryNoteNumber: null,
  };
  return handOverData(shipment ?? preview, order, lines, products);
}

/** What a mapping reads out of a sample, or why it cannot. */
export function testMapping({ mapping, sample }: TestMappingInput): MappingResultType {
  try {
    return { parcels: readAnswer(shaped(returnMapping, mapping), Buffer.from(sample)), problem: null };
  } catch (error) {
    if (error instanceof UnreadableReturn) return { parcels: [], problem: error.message };
    throw error;
  }
}

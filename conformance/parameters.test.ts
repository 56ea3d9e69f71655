import { expect, test } from 'vitest';
import { usagePlans } from '@kontor/connectors/channels/amazon/usage-plans';
import { operations, rates } from '../apps/sandbox/src/amazon/operations.ts';
import { parameters, type Parameter } from '../apps/sandbox/src/amazon/query.ts';
import { officialOperation } from './models.ts';

const kinds: Record<Parameter['kind'], string> = {
  text: 'string',
  instant: 'string date-time',
  list: 'array',
  whole: 'integer',
  boolean: 'boolean',
};

/** Limits that stand in the words of a model's description instead of its schema, or follow from it. */
const spoken: Record<string, Record<string, unknown>> = {
  'searchOrders maxResultsPerPage': { least: 1, most: 100 },
  'getSolicitationActionsForOrder marketplaceIds': { least: 1 },
  'createProductReviewAndSellerFeedbackSolicitation marketplaceIds': { least: 1 },
};

const words = ({ kind, required, least, most, oneOf }: Parameter): object => ({
  type: kinds[kind],
  required: Boolean(required),
  least,
  most,
  oneOf: oneOf && [...oneOf],
});

test.each(operations)('the sandbox knows the parameters of %s exactly as the model does', (operation) => {
  const { query } = officialOperation(operation)!;
  const official = query.map(({ name, required, items, ...parameter }): [string, object] => {
    const said = {
      type: [parameter.type, parameter.format].filter(Boolean).join(' '),
      required: Boolean(required),
      least: parameter.minimum ?? parameter.minItems,
      most: parameter.maximum ?? parameter.maxItems,
      oneOf: (items as { enum?: string[] } | undefined)?.enum,
    };
    return [name, { ...said, ...spoken[`${operation} ${name}`] }];
  });
  const ours = Object.entries(parameters[operation] ?? {}).map(([name, of]): [string, object] => [name, words(of)]);
  expect(Object.fromEntries(ours)).toEqual(Object.fromEntries(official));
});

test('rates and bursts are those of the models, in the sandbox and in the product', () => {
  const official = Object.fromEntries(operations.map((operation) => [operation, officialOperation(operation)!.rate]));
  expect(rates).toEqual(official);
  expect(official).toMatchObject(usagePlans);
});

import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import draft4 from 'ajv-draft-04';
import type { ValidateFunction } from 'ajv';
import formats from 'ajv-formats';
import { referenceFolder } from './reference.mjs';

export type Schema = Record<string, unknown>;

interface ModelParameter extends Schema {
  name: string;
  in: 'query' | 'path' | 'body' | 'header';
  required?: boolean;
  type?: string;
  schema?: Schema;
}
interface ModelOperation {
  operationId: string;
  description: string;
  parameters?: ModelParameter[];
  responses: Record<string, { schema?: Schema }>;
}

/** What is wrong with a value; empty when nothing is. */
type Check = (value: unknown) => string[];

/** An operation of an official model, ready to check requests and answers. */
export interface OfficialOperation {
  id: string;
  method: string;
  path: string;
  /** Calls per second and burst; null where the model states none. */
  rate: [number, number] | null;
  query: ModelParameter[];
  checkQuery: (name: string, value: string) => string[];
  checkBody: Check | null;
  /** The schema of the body with all references resolved; null for an operation without one. */
  bodySchema: Schema | null;
  checkAnswer: (status: number, body: unknown) => string[];
}

const folder = path.join(referenceFolder()!, 'amazon-sp-api');

/** A file of the reference data. */
export const readReference = (file: string): Schema =>
  JSON.parse(readFileSync(path.join(folder, file), 'utf8')) as Schema;

/** Every operation of the models; two versions of an API may give the same name to two. */
export const officialOperations: OfficialOperation[] = readdirSync(path.join(folder, 'models')).flatMap((file) =>
  operationsOf(readReference(`models/${file}`)),
);

/** An operation by its name; of two versions the newer one, which is the one that we use. */
export const officialOperation = (id: string): OfficialOperation | undefined =>
  officialOperations.filter((operation) => operation.id === id).toSorted((a, b) => a.path.localeCompare(b.path))[0];

function operationsOf(model: Schema): OfficialOperation[] {
  const definitions = model.definitions as Record<string, Schema>;
  const compile = compiler(closed(definitions));
  return Object.entries(model.paths as Record<string, Record<string, ModelOperation>>).flatMap(([at, methods]) => {
    const shared = (methods.parameters ?? []) as unknown as ModelParameter[];
    return Object.entries(methods)
      .filter(([, of]) => of.responses)
      .map(([method, of]) => operationOf(compile, definitions, method, at, of, [...shared, ...(of.parameters ?? [])]));
  });
}

function operationOf(
  compile: (schema: Schema) => Check,
  definitions: Record<string, Schema>,
  method: string,
  at: string,
  { operationId, description, responses }: ModelOperation,
  parameters: ModelParameter[],
): OfficialOperation {
  const body = parameters.find((parameter) => parameter.in === 'body');
  const query = parameters.filter((parameter) => parameter.in === 'query');
  const rate = /\|\s*([\d.]+)\s*\|\s*(\d+)\s*\|/.exec(description);
  return {
    id: operationId,
    method: method.toUpperCase(),
    path: at,
    rate: rate ? [Number(rate[1]), Number(rate[2])] : null,
    query,
    checkQuery(name, value) {
      const known = query.find((parameter) => parameter.name === name);
      if (!known) return [`parameter ${name} is unknown`];
      return compile(schemaOf(known))(typed(known, value)).map((problem) => `${name}: ${problem}`);
    },
    checkBody: body ? compile(body.schema!) : null,
    bodySchema: body ? resolved(body.schema!, definitions) : null,
    checkAnswer(status, answer) {
      const response = responses[String(status)];
      if (!response) return [`status ${status} is not in the model`];
      if (!response.schema) return answer === null ? [] : ['the model knows no body'];
      return compile(response.schema)(answer);
    },
  };
}

/** A parameter's schema without what is none of a schema: Swagger's own words. */
function schemaOf({ name: _, in: __, required: ___, description: ____, ...schema }: ModelParameter): Schema {
  return Object.fromEntries(
    Object.entries(schema).filter(([key]) => key !== 'collectionFormat' && !key.startsWith('x-')),
  );
}

function typed({ type }: ModelParameter, value: string): unknown {
  if (type === 'array') return value.split(',');
  if (type === 'integer' || type === 'number') return Number(value);
  return type === 'boolean' ? value === 'true' : value;
}

function compiler(definitions: Record<string, Schema>): (schema: Schema) => Check {
  const ajv = new draft4.default({ strict: false, allErrors: true });
  formats.default(ajv);
  const known = new Map<string, ValidateFunction>();
  return (schema) => {
    const key = JSON.stringify(schema);
    const validate = known.get(key) ?? ajv.compile({ allOf: [closeSchema(schema)], definitions });
    known.set(key, validate);
    return (value) =>
      validate(value) ? [] : (validate.errors ?? []).map((error) => `${error.instancePath} ${error.message}`);
  };
}

/** A schema without references; what is put together of parts becomes one. */
function resolved(schema: Schema, definitions: Record<string, Schema>): Schema {
  const { $ref, allOf, properties, items, ...rest } = schema as Schema & { $ref?: string; allOf?: Schema[] };
  if ($ref) return resolved(definitions[$ref.split('/').at(-1)!]!, definitions);
  const parts = (allOf ?? []).map((part) => resolved(part, definitions));
  const names = Object.entries((properties ?? {}) as Record<string, Schema>);
  const own = Object.fromEntries(names.map(([name, of]) => [name, resolved(of, definitions)]));
  const all = Object.assign({}, ...parts.map((part) => part.properties), own) as Schema;
  return {
    ...rest,
    ...(Object.keys(all).length ? { properties: all } : {}),
    ...(items ? { items: resolved(items as Schema, definitions) } : {}),
    required: [...((rest.required ?? []) as string[]), ...parts.flatMap((part) => (part.required ?? []) as string[])],
  };
}

/** Amazon's models leave objects open; what they do not name is still a mistake, ours or the sandbox's. */
function closed(definitions: Record<string, Schema>): Record<string, Schema> {
  const parts = new Set(
    [...JSON.stringify(definitions).matchAll(/"allOf":\[(.*?)\]/g)].flatMap(([, list]) =>
      [...list!.matchAll(/#\/definitions\/(\w+)/g)].map(([, name]) => name!),
    ),
  );
  return Object.fromEntries(
    Object.entries(definitions).map(([name, schema]) => [name, parts.has(name) ? schema : closeSchema(schema)]),
  );
}

/** Forbids properties that are not named, except in what is put together of parts. */
function closeSchema(schema: Schema): Schema {
  if (Array.isArray(schema)) return schema.map(closeSchema) as unknown as Schema;
  if (typeof schema !== 'object' || schema === null || 'allOf' in schema) return schema;
  const inner = Object.fromEntries(
    Object.entries(schema).map(([key, value]) => {
      if (key === 'properties')
        return [
          key,
          Object.fromEntries(Object.entries(value as Schema).map(([k, v]) => [k, closeSchema(v as Schema)])),
        ];
      return [key, key === 'items' ? closeSchema(value as Schema) : value];
    }),
  );
  const isClosed = 'properties' in schema && !('additionalProperties' in schema);
  return isClosed ? { ...inner, additionalProperties: false } : inner;
}

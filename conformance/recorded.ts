import { readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import formats from 'ajv-formats';
import { officialOperation, readReference, type OfficialOperation } from './models.ts';

/** A line of the sandbox's recording. */
interface Call {
  operation: string;
  method: string;
  path: string;
  query: Record<string, string>;
  /** The body as it was sent. */
  asked?: string;
  status: number;
  answered: unknown;
}
export type Line = Call | { signal: unknown };

export const readRecording = (file: string): Line[] =>
  readFileSync(file, 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Line);

/** What in a line does not fit the official models, in words; both directions of a call, or a signal. */
export function problemsOf(line: Line): string[] {
  if ('signal' in line) return checkSignal(line.signal).map((problem) => `ORDER_CHANGE: ${problem}`);
  const operation = officialOperation(line.operation);
  if (!operation) return [`${line.operation} is no operation of the models`];
  const asked = askedProblems(operation, line).map((problem) => `asked: ${problem}`);
  const answered = operation
    .checkAnswer(line.status, line.answered)
    .map((problem) => `answered ${line.status}: ${problem}`);
  return [...asked, ...answered].map((problem) => `${line.operation} ${problem}`);
}

function askedProblems(operation: OfficialOperation, { method, path, query, asked }: Call): string[] {
  const template = new RegExp(`^${operation.path.replaceAll(/\{\w+\}/g, '[^/]+')}$`);
  const missing = operation.query.filter(({ required, name }) => required && query[name] === undefined);
  return [
    ...(method === operation.method && template.test(path) ? [] : [`${method} ${path}`]),
    ...missing.map(({ name }) => `parameter ${name} is missing`),
    ...Object.entries(query).flatMap(([name, value]) => operation.checkQuery(name, value)),
    ...bodyProblems(operation, asked),
  ];
}

function bodyProblems({ checkBody }: OfficialOperation, asked: string | undefined): string[] {
  if (!checkBody) return asked ? ['a body where none is known'] : [];
  return asked ? checkBody(JSON.parse(asked)) : ['no body'];
}

const draft7 = new Ajv({ strict: false, allErrors: true });
formats.default(draft7);
const orderChange = draft7.compile(readReference('notifications/OrderChangeNotification.json'));

function checkSignal(message: unknown): string[] {
  return orderChange(message)
    ? []
    : (orderChange.errors ?? []).map((error) => `${error.instancePath} ${error.message}`);
}

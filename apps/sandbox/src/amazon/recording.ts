import { appendFileSync } from 'node:fs';
import type { Request } from 'express';
import type { Settings } from '../settings.ts';
import type { Answer } from './answers.ts';
import type { Operation } from './operations.ts';

/** Links to documents work without a token, so they are secrets. */
const withoutSecrets = (line: string): string => line.replaceAll(/\/files\/[\w-]+/g, '/files/secret');

/** Writes what is asked and answered as JSON lines into SANDBOX_RECORD: no headers, no tokens, no links; nothing without that file. */
export class Recording {
  readonly #file: string | undefined;

  constructor({ SANDBOX_RECORD: file }: Settings) {
    this.#file = file;
  }

  keep(operation: Operation, request: Request, { status, body }: Answer): void {
    const asked = request.body as string | undefined;
    this.#write({
      operation,
      method: request.method,
      path: request.path,
      query: request.query,
      ...(asked ? { asked } : {}),
      status,
      answered: body,
    });
  }

  /** A message on its way into a queue. */
  keepSignal(message: object): void {
    this.#write({ signal: message });
  }

  #write(what: object): void {
    if (this.#file) appendFileSync(this.#file, `${withoutSecrets(JSON.stringify(what))}\n`);
  }
}

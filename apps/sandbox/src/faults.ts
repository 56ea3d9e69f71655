import { z } from 'zod';
import { operations, type Operation } from './amazon/operations.ts';
import { faultNames, faultOf, type FaultName } from './fault-words.ts';

const details = z.strictObject({
  /** How often it happens, or until it is switched off. */
  times: z.union([z.number().int().min(1), z.literal('always')]).optional(),
  /** So many occasions pass before the first one that it spoils. */
  skip: z.number().int().min(0).optional(),
  /** Only calls of this operation are occasions. */
  operation: z.enum(operations).optional(),
  value: z.union([z.string(), z.number()]).optional(),
});
type Details = z.output<typeof details>;
const setting = z.union([z.boolean(), z.number().int().min(1), details]);

const operationOf = (given: z.output<typeof setting> | undefined): Operation | undefined =>
  typeof given === 'object' ? given.operation : undefined;

/** What switches faults: true as usual for the fault, a number of times, the details, or false for off. */
export const faultSettings = z
  .partialRecord(z.enum(faultNames), setting)
  .refine(
    (settings) => faultNames.every((name) => faultOf(name).ofCalls || operationOf(settings[name]) === undefined),
    'operation is only for faults of calls',
  );
export type FaultSettings = z.output<typeof faultSettings>;

interface Switched {
  left: number;
  skip: number;
  operation?: Operation | undefined;
  value: string | number | undefined;
}

/** A fault as the page and the API show it. */
export interface FaultState {
  name: FaultName;
  on: boolean;
  times?: number | 'always';
  skip?: number;
  operation?: Operation;
  value?: string | number;
  /** How often it has happened since the world was started. */
  happened: number;
}

/** The switches of all faults. They are off whenever the world starts. */
export class Faults {
  readonly #on = new Map<FaultName, Switched>();
  readonly #happened = new Map<FaultName, number>();

  switch(settings: FaultSettings): void {
    for (const name of faultNames) {
      const wanted = settings[name];
      if (wanted === undefined) continue;
      if (wanted === false) this.#on.delete(name);
      else this.#on.set(name, switched(name, wanted));
    }
  }

  /** An occasion for a fault: true when it happens, which uses it up. */
  take(name: FaultName, operation?: Operation): boolean {
    const fault = this.#on.get(name);
    if (!fault || (fault.operation && fault.operation !== operation)) return false;
    if (fault.skip > 0) {
      fault.skip -= 1;
      return false;
    }
    fault.left -= 1;
    if (fault.left <= 0) this.#on.delete(name);
    this.#happened.set(name, (this.#happened.get(name) ?? 0) + 1);
    return true;
  }

  /** Like `take`, but gives what the fault was switched on with; undefined when it does not happen. */
  takeValue(name: FaultName, operation?: Operation): string | number | undefined {
    const value = this.value(name);
    return this.take(name, operation) ? value : undefined;
  }

  /** What a fault that is on was switched on with; looking does not use it up. */
  value(name: FaultName): string | number | undefined {
    return this.#on.get(name)?.value;
  }

  list(): FaultState[] {
    return faultNames.map((name) => {
      const fault = this.#on.get(name);
      const happened = this.#happened.get(name) ?? 0;
      if (!fault) return { name, on: false, happened };
      const { left, skip, operation, value } = fault;
      return {
        name,
        on: true,
        times: left === Number.POSITIVE_INFINITY ? 'always' : left,
        ...(skip ? { skip } : {}),
        ...(operation ? { operation } : {}),
        ...(value === undefined ? {} : { value }),
        happened,
      };
    });
  }
}

function switched(name: FaultName, wanted: Exclude<NonNullable<FaultSettings[FaultName]>, false>): Switched {
  const { usual, value: known } = faultOf(name);
  const given: Partial<Details> = typeof wanted === 'object' ? wanted : wanted === true ? {} : { times: wanted };
  const { times = usual === 'always' ? 'always' : 1, skip = 0, operation, value = known?.usual } = given;
  return { left: times === 'always' ? Number.POSITIVE_INFINITY : times, skip, operation, value };
}

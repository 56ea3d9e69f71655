import type { z } from 'zod';

/** Names a piece of background work and what it needs to know. The worker supplies the handler. */
export interface JobDefinition<in Input = never> {
  name: string;
  retryLimit: number;
  /** Takes what the job needs out of the event (or the caller's input); throws where something is missing. */
  parse: (input: Input) => object;
}

/** Defines a job by its name and the shape of its data; `retryLimit` counts tries after the first. */
export function defineJob<Schema extends z.ZodType<object, object>>(o: {
  name: string;
  input: Schema;
  retryLimit?: number;
}): JobDefinition<z.input<Schema>> & { data: z.output<Schema> } {
  return { name: o.name, retryLimit: o.retryLimit ?? 5, parse: (value: unknown) => o.input.parse(value) } as never;
}

/** The data that a job's handler gets. */
export type JobData<J> = J extends { data: infer Data } ? Data : never;

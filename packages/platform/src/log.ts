import { pino, type Logger } from 'pino';

export type Log = Logger;

/** A logger for one process: one line per command and job with ids, never personal data. */
export const openLog = (process: string, level = 'info'): Log =>
  pino({ name: process, level, base: { process }, timestamp: pino.stdTimeFunctions.isoTime });

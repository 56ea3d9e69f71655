import type { Say } from '../i18n/say.ts';

/** What a job of a channel does, in words; 'channels.fetch-orders' … */
export const jobText = (job: string | null | undefined, t: Say) =>
  t(`channels.job.${job ? job.replace('channels.', '').replaceAll('-', '_') : 'any'}`);

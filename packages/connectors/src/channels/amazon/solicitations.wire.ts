import { z } from 'zod';

// What we read of Amazon's Solicitations API v1.

export const solicitationActions = z.object({
  _links: z.object({ actions: z.array(z.object({ name: z.string().nullish(), href: z.string() })).nullish() }),
});

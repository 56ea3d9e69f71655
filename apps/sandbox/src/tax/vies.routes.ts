import { randomUUID } from 'node:crypto';
import express, { type Router } from 'express';
import { z } from 'zod';

const question = z.object({
  countryCode: z.string().length(2),
  vatNumber: z.string().min(2),
  requesterMemberStateCode: z.string().optional(),
  requesterNumber: z.string().optional(),
});

/**
 * VIES as its REST API answers: numbers that end in 00 are unknown, and those that end in 99 belong to a member state that is
 * away just now.
 */
export function viesRoutes(): Router {
  const router = express.Router();
  router.post('/check-vat-number', express.json(), (request, response) => {
    const parsed = question.safeParse(request.body);
    if (!parsed.success)
      return void response.status(400).json({ actionSucceed: false, errorWrappers: [{ error: 'INVALID_INPUT' }] });
    const { countryCode, vatNumber, requesterNumber } = parsed.data;
    if (vatNumber.endsWith('99'))
      return void response.status(500).json({ actionSucceed: false, errorWrappers: [{ error: 'MS_UNAVAILABLE' }] });
    response.json({
      countryCode,
      vatNumber,
      requestDate: new Date().toISOString(),
      valid: !vatNumber.endsWith('00'),
      requestIdentifier: requesterNumber ? `WAPI${randomUUID().slice(0, 12).toUpperCase()}` : '',
      name: '---',
      address: '---',
    });
  });
  return router;
}

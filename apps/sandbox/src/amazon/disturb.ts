import type { FaultName } from '../fault-words.ts';
import type { World } from '../world.ts';
import { ApiError, errorAnswer, type Answer } from './answers.ts';
import type { Operation } from './operations.ts';

const page = (title: string): string =>
  `<html>\r\n<head><title>${title}</title></head>\r\n<body><center><h1>${title}</h1></center></body>\r\n</html>\r\n`;

const errors: [FaultName, ApiError][] = [
  ['unauthorized', new ApiError(401, 'Unauthorized', 'Access to requested resource is denied.')],
  [
    'accessDenied',
    new ApiError(
      403,
      'Unauthorized',
      'Access to requested resource is denied.',
      'The application lacks the role that this operation needs.',
    ),
  ],
  ['notFound', new ApiError(404, 'NotFound', 'Resource not found.')],
  ['internalFailure', new ApiError(500, 'InternalFailure', 'We encountered an internal error. Please try again.')],
  ['unavailable', new ApiError(503, 'ServiceUnavailable', 'The service is temporarily unavailable.')],
];

const pages: [FaultName, Answer][] = [
  ['htmlError', { status: 502, body: page('502 Bad Gateway') }],
  ['htmlAnswer', { status: 200, body: page('Maintenance') }],
  ['emptyAnswer', { status: 200, body: null }],
];

/** The answer that a fault gives in place of the operation's; undefined when none is due. */
export function disturbedAnswer({ faults }: World, operation: Operation): Answer | undefined {
  const error = errors.find(([name]) => faults.take(name, operation));
  if (error) return errorAnswer(error[1]);
  return pages.find(([name]) => faults.take(name, operation))?.[1];
}

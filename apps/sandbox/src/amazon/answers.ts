/** Something the caller did wrong, answered as Amazon does. */
export class ApiError extends Error {
  readonly status: number;
  readonly code: string;
  readonly details: string;

  constructor(status: number, code: string, message: string, details = '') {
    super(message);
    this.status = status;
    this.code = code;
    this.details = details;
  }
}

export const invalid = (message: string): ApiError => new ApiError(400, 'InvalidInput', message);

/** What is sent back: JSON, a page as text, or nothing. */
export interface Answer {
  status: number;
  body: object | string | null;
}

/** An error in the shape of the official ErrorList. */
export function errorAnswer(error: unknown): Answer {
  const { status, code, message, details } =
    error instanceof ApiError
      ? error
      : new ApiError(500, 'InternalFailure', 'We encountered an internal error. Please try again.');
  return { status, body: { errors: [{ code, message, details }] } };
}

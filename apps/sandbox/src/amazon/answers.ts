import type { Response } from 'express';

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

/** Answers an error in the shape of the official ErrorList. */
export function answerError(response: Response, error: unknown): void {
  const known =
    error instanceof ApiError
      ? error
      : new ApiError(500, 'InternalFailure', 'We encountered an internal error. Please try again.');
  response
    .status(known.status)
    .json({ errors: [{ code: known.code, message: known.message, details: known.details }] });
}

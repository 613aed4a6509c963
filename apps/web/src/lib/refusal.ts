import { ProblemError } from '@stepwell/contract/client';

export { ProblemError };

/** No answer came at all: no network, or no server. */
export class UnreachableError extends Error {
  /** Sets the type apart from every other error. */
  readonly unreachable = true;

  constructor(cause: unknown) {
    super('The server cannot be reached.', { cause });
    this.name = 'UnreachableError';
  }
}

/** True for a refusal of the API, of this status when one is named. */
export function isProblem(error: unknown, status?: number): error is ProblemError {
  return error instanceof ProblemError && (status === undefined || error.problem.status === status);
}

export function isUnreachable(error: unknown): error is UnreachableError {
  return error instanceof UnreachableError;
}

/** Whether asking again may help: the network failed, or the server was at fault or busy. */
export function isPassing(error: unknown): boolean {
  return isUnreachable(error) || (isProblem(error) && (error.problem.status >= 500 || error.problem.status === 429));
}

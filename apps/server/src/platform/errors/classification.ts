import { OutsideFailure } from './outside-failure.ts';
import { commonErrors, Refusal } from './refusals.ts';

const SQLSTATE = /^(\d[0-9A-Z]|P0|XX|HV|F0)[0-9A-Z]{3}$/;
/** Connection lost, server going down or full, and a server that became a standby. */
const DATABASE_LOST = /^(08|53|58)|^57P0[1-5]$|^25006$/;
/** Many at once: serialization, deadlock, lock not had in time, statement out of time. */
const DATABASE_BUSY = new Set(['40001', '40P01', '55P03', '57014']);
const TEXT_REFUSED = new Set(['22P05', '22021']);
const NETWORK =
  /^(ECONN\w*|ENOTFOUND|EAI_AGAIN|ETIMEDOUT|EPIPE|EHOSTUNREACH|ENETUNREACH|ENETDOWN|ESOCKET|EDNS|UND_ERR_\w+)$/;
const RETRY_AFTER_SECONDS = 1;
const DEEPEST_CAUSE = 4;

/**
 * Puts what was thrown, by whomever, into the words of the catalogue. What an error says of itself is never passed on: it may
 * tell of other tenants, of addresses inside, or of people.
 */
export function refusalFor(error: unknown): Refusal {
  for (const cause of causesOf(error)) {
    if (cause instanceof Refusal) return cause;
    const refusal = recognized(cause);
    if (refusal !== undefined) return refusal;
  }
  return commonErrors.internal_error();
}

function* causesOf(error: unknown): Generator<Error> {
  let cause = error;
  for (let depth = 0; depth < DEEPEST_CAUSE && cause instanceof Error; depth += 1) {
    yield cause;
    ({ cause } = cause);
  }
}

function recognized(error: Error): Refusal | undefined {
  if (error instanceof OutsideFailure) return ofOutside(error);
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  if (SQLSTATE.test(code)) return ofDatabase(code);
  if ('responseCode' in error && typeof error.responseCode === 'number') return commonErrors.service_unavailable();
  if (NETWORK.test(code) || error.name === 'TimeoutError') return commonErrors.connection_failed();
  return undefined;
}

function ofOutside({ category, retryAfterSeconds }: OutsideFailure): Refusal {
  const extra = retryAfterSeconds === undefined ? {} : { retryAfterSeconds };
  switch (category) {
    case 'database':
      return commonErrors.database_unavailable(undefined, { retryAfterSeconds: RETRY_AFTER_SECONDS, ...extra });
    case 'network':
      return commonErrors.connection_failed(undefined, extra);
    case 'llm_api':
      return commonErrors.language_model_unavailable(undefined, extra);
    case 'external_service':
      return commonErrors.service_unavailable(undefined, extra);
  }
}

function ofDatabase(code: string): Refusal {
  const retryAfterSeconds = RETRY_AFTER_SECONDS;
  if (DATABASE_LOST.test(code)) return commonErrors.database_unavailable(undefined, { retryAfterSeconds });
  if (DATABASE_BUSY.has(code)) return commonErrors.database_busy(undefined, { retryAfterSeconds });
  if (TEXT_REFUSED.has(code)) {
    return commonErrors.validation_failed(undefined, { detail: 'Text may not contain the character U+0000.' });
  }
  return commonErrors.internal_error(undefined, { category: 'database' });
}

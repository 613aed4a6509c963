import { OutsideFailure, Refusal } from '../errors/index.ts';

/** `answer`: it answered, but with a fault of its own or with more than is read. */
export type FailureReason = 'network' | 'timeout' | 'answer';

export type ServiceIdentity = { readonly name: string; readonly category: 'external_service' | 'llm_api' };

/** A service gave no answer that is of use. Its message names no address: those may hold secrets. */
export class OutboundFailure extends OutsideFailure {
  override readonly name = 'OutboundFailure';
  readonly service: string;
  readonly reason: FailureReason;
  /** What went wrong in a word, such as `ECONNREFUSED` or `status 502`. */
  readonly code: string;

  constructor(service: ServiceIdentity, reason: FailureReason, code: string, cause?: unknown) {
    const category = service.category === 'llm_api' ? 'llm_api' : reason === 'answer' ? 'external_service' : 'network';
    super(category, `${service.name} gave no answer: ${reason}, ${code}`, { cause });
    this.service = service.name;
    this.reason = reason;
    this.code = code;
  }
}

const TOO_LARGE = 'UND_ERR_RES_EXCEEDED_MAX_SIZE';

/**
 * Tells what became of a try that threw: the guard's own refusal as it is, the caller's change of mind as it is, all else as
 * the failure of the service.
 */
export function failureOf(service: ServiceIdentity, error: unknown, signal: AbortSignal | null | undefined): unknown {
  if (signal?.aborted === true || error instanceof Refusal) return error;
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  if (cause instanceof Refusal) return cause;
  const code = codeOf(cause);
  if (code === TOO_LARGE) return new OutboundFailure(service, 'answer', code, error);
  return new OutboundFailure(service, /timeout/i.test(code) ? 'timeout' : 'network', code, error);
}

function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown';
  return 'code' in error && typeof error.code === 'string' ? error.code : error.name;
}

import type { ProblemCategory } from '@stepwell/contract';

/** Something outside of this process failed, and whoever called it knows what it was. */
export class OutsideFailure extends Error {
  override readonly name: string = 'OutsideFailure';
  readonly category: Extract<ProblemCategory, 'database' | 'network' | 'llm_api' | 'external_service'>;
  /** After how long another try may help, where that is known. */
  readonly retryAfterSeconds: number | undefined;

  constructor(
    category: OutsideFailure['category'],
    message: string,
    { cause, retryAfterSeconds }: { cause?: unknown; retryAfterSeconds?: number | undefined } = {},
  ) {
    super(message, cause === undefined ? undefined : { cause });
    this.category = category;
    this.retryAfterSeconds = retryAfterSeconds;
  }
}

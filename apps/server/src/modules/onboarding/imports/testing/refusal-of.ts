import { Refusal } from '../../../../platform/errors/index.ts';
import type { RowProblem } from '../errors.ts';

export type SeenRefusal = Pick<Refusal, 'code' | 'extra'> & {
  readonly details: { readonly rows?: number; readonly total?: number; readonly problems: readonly RowProblem[] };
};

/** The refusal that an attempt ends with; throws when it ends otherwise. */
export async function refusalOf(attempt: Promise<unknown>): Promise<SeenRefusal> {
  const [outcome] = await Promise.allSettled([attempt]);
  if (outcome.status === 'fulfilled') throw new Error('it was not refused');
  if (!(outcome.reason instanceof Refusal)) throw outcome.reason;
  const { code, details, extra } = outcome.reason;
  const problems = (details?.['problems'] ?? []) as readonly RowProblem[];
  return { code, extra, details: { ...details, problems } };
}

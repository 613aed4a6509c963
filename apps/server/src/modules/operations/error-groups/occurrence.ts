import { createHash } from 'node:crypto';
import { PROBLEM_SEVERITIES, type ProblemCategory, type ProblemSeverity } from '@stepwell/contract';
import { type Failure, Refusal, refusalFor } from '../../../platform/errors/index.ts';
import { framesOf, withoutLines } from './frames.ts';
import { plainWords } from './plain-words.ts';

/** One thing that went wrong, without anything of whom it happened to. */
export type Occurrence = {
  readonly fingerprint: string;
  readonly code: string;
  readonly category: ProblemCategory;
  readonly severity: ProblemSeverity;
  readonly place: string;
  readonly title: string;
  readonly frames: readonly string[];
};

const LEAST = 'medium';
const LONGEST_PLACE = 300;
const FRAMES_THAT_COUNT = 5;

/** Undefined for what is no fault of ours: that a caller was refused is what was meant to happen. */
export function occurrenceOf({ error, refusal, place, isBackground = false }: Failure): Occurrence | undefined {
  const { code, nature } = refusal ?? refusalFor(error);
  const severity = isBackground ? atLeast(nature.severity) : nature.severity;
  if (rank(severity) < rank(LEAST)) return undefined;
  const name = error instanceof Error ? error.name : 'Thrown';
  const frames = framesOf(error);
  const where = place.slice(0, LONGEST_PLACE);
  return {
    fingerprint: fingerprintOf([code, where, name, ...withoutLines(frames).slice(0, FRAMES_THAT_COUNT)]),
    code,
    category: nature.category,
    severity,
    place: where,
    title: titleOf(error),
    frames,
  };
}

/** The sentence of a refusal says what it is. */
function titleOf(error: unknown): string {
  if (!(error instanceof Error)) return 'Something was thrown that is no error';
  const words = plainWords(error.message);
  return error instanceof Refusal ? words : `${error.name}: ${words}`;
}

/** What fails in the background is seen by nobody, whatever it is. */
function atLeast(severity: ProblemSeverity): ProblemSeverity {
  return rank(severity) < rank(LEAST) ? LEAST : severity;
}

function rank(severity: ProblemSeverity): number {
  return PROBLEM_SEVERITIES.indexOf(severity);
}

function fingerprintOf(parts: readonly string[]): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 32);
}

import { ENOUGH_ROUNDS } from './rounds.ts';
import { median, quantile, variation } from './statistics.ts';

export type Goal = { readonly atLeast: number } | { readonly atMost: number };
export type Verdict = 'pass' | 'fail' | 'inconclusive';

export type Judgement = {
  readonly name: string;
  /** Subject against reference, one per round. */
  readonly ratios: readonly number[];
  /** The reference's own figures, one per round: where they vary too much, nothing is judged. */
  readonly reference: readonly number[];
  readonly goal: Goal;
};

const MAX_VARIATION = 0.3;

/** Prints `NAME ratio=… iqr=… verdict=…` and returns the verdict. A failed or inconclusive one makes the process end with 1. */
export function judge({ name, ratios, reference, goal }: Judgement): Verdict {
  const [lower, upper] = [quantile(ratios, 0.25), quantile(ratios, 0.75)];
  const varies = variation(reference);
  const isEnough = varies <= MAX_VARIATION && ratios.length >= ENOUGH_ROUNDS;
  const verdict = !isEnough ? 'inconclusive' : meets(goal, lower, upper) ? 'pass' : 'fail';
  const figures = `ratio=${median(ratios).toFixed(2)} iqr=${lower.toFixed(2)}-${upper.toFixed(2)}`;
  const why = `goal=${wordsOf(goal)} rounds=${ratios.length} reference-varies=${(100 * varies).toFixed(0)}%`;
  console.log(`${name} ${figures} verdict=${verdict} ${why}`);
  if (verdict !== 'pass') process.exitCode = 1;
  return verdict;
}

/** Prints that nothing was measured, and why; it counts as not passed. */
export function skip(name: string, reason: string): void {
  console.log(`${name} skipped (${reason})`);
  process.exitCode = 1;
}

/** The quartile that tells against us is judged: the lower one where more is better, the upper one where less is. */
function meets(goal: Goal, lower: number, upper: number): boolean {
  return 'atLeast' in goal ? lower >= goal.atLeast : upper <= goal.atMost;
}

function wordsOf(goal: Goal): string {
  return 'atLeast' in goal ? `≥${goal.atLeast}` : `≤${goal.atMost}`;
}

/** Ends the run: a figure of work that was not done right is worth nothing. */
export function mustEqual(what: string, found: number, expected: number): void {
  if (found !== expected) throw new Error(`${what}: ${found}, and not ${expected}`);
}

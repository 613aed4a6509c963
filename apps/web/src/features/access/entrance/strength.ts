/** The rules' least length; below it nothing needs to be asked of the server. */
export const LEAST_CHARACTERS = 12;

/** Characters as people count them. */
export function lengthOf(password: string): number {
  return [...new Intl.Segmenter().segment(password)].length;
}

export const LEVELS = ['very_weak', 'weak', 'fair', 'good', 'strong'] as const;
export type Level = (typeof LEVELS)[number];

/** The word for a score of 0–4; a password that is not accepted is never called more than weak. */
export function levelOf(score: number, isAccepted: boolean): Level {
  const bounded = Math.max(0, Math.min(isAccepted ? 4 : 1, Math.round(score)));
  return LEVELS[bounded] ?? 'very_weak';
}

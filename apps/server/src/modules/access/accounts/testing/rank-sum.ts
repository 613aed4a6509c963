/**
 * How many standard deviations the ranks of two samples lie apart (Mann–Whitney U, normal approximation): about 0 when both
 * come from one distribution. Beyond 4 by chance once in 16 000 times.
 */
export function rankSumDistance(left: readonly number[], right: readonly number[]): number {
  const [n, m] = [left.length, right.length];
  let wins = 0;
  for (const a of left) for (const b of right) wins += a > b ? 1 : Number(a === b) / 2;
  return Math.abs(wins - (n * m) / 2) / Math.sqrt((n * m * (n + m + 1)) / 12);
}

/** Times two pieces of work in turn, so that whatever else slows the machine slows both. In milliseconds. */
export async function timeInTurn(
  rounds: number,
  left: (round: number) => Promise<unknown>,
  right: (round: number) => Promise<unknown>,
): Promise<[number[], number[]]> {
  const times: [number[], number[]] = [[], []];
  for (let round = 0; round < rounds; round += 1) {
    // The one that goes first changes, as the first of two may find caches colder.
    const order = round % 2 === 0 ? ([0, 1] as const) : ([1, 0] as const);
    for (const side of order) {
      const startedAt = performance.now();
      await (side === 0 ? left : right)(round);
      times[side].push(performance.now() - startedAt);
    }
  }
  return times;
}

/** One side of a comparison: a round of it yields the figures that ratios are made of. */
export type Contender<Figures> = { readonly name: string; run(): Promise<Figures> };

/** What every contender of one round came to, by name. */
export type Round<Figures> = Readonly<Record<string, Figures>>;

/** Fewer than this say nothing. */
export const ENOUGH_ROUNDS = 9;
const ROUNDS = Number(process.env['BENCH_ROUNDS'] ?? ENOUGH_ROUNDS);
export const ROUND_SECONDS = 2;

/** Runs all contenders in each round, beginning with another one each time, so that no place in the order is favoured. */
export async function pairedRounds<Figures>(
  contenders: readonly Contender<Figures>[],
  rounds = ROUNDS,
): Promise<Round<Figures>[]> {
  const done: Round<Figures>[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const figures: Record<string, Figures> = {};
    for (let place = 0; place < contenders.length; place += 1) {
      const contender = contenders[(round + place) % contenders.length];
      if (contender !== undefined) figures[contender.name] = await contender.run();
    }
    done.push(figures);
    process.stdout.write('.');
  }
  process.stdout.write('\n');
  return done;
}

/** What one contender came to, round by round. */
export function figuresOf<Figures>(rounds: readonly Round<Figures>[], name: string): Figures[] {
  return rounds.map((round) => {
    const figures = round[name];
    if (figures === undefined) throw new Error(`${name} has no figure in a round`);
    return figures;
  });
}

// Out through `exit`, where what was started is stopped: the signal's own way out would leave servers behind.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(130));

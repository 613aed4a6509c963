import { HotLane, type LaneOptions } from './hot/hot-lane.ts';
import type { Scope } from './hot/scope.ts';
import type { Log } from './log.ts';
import type { Statement, Value } from './transaction.ts';

export type HotLanesOptions = LaneOptions & { lanes: number; log: Log };

/** A few connections for hot statements. Each is opened when those before it are busy, and replaced when it breaks. */
export class HotLanes {
  readonly #options: HotLanesOptions;
  readonly #lanes: HotLane[] = [];
  #closed = false;

  constructor(options: HotLanesOptions) {
    this.#options = options;
  }

  run<Row extends object>(scope: Scope, statement: Statement, values: readonly Value[]): Promise<Row[]> {
    if (this.#closed) return Promise.reject(new Error('the database was closed'));
    return this.#freest().run<Row>(scope, statement, values);
  }

  async close(): Promise<void> {
    this.#closed = true;
    await Promise.all(this.#lanes.map((lane) => lane.close()));
  }

  #freest(): HotLane {
    let freest: HotLane | undefined;
    for (let index = 0; index < this.#lanes.length; index += 1) {
      let lane = this.#lanes[index] as HotLane;
      if (lane.error !== undefined) lane = this.#replace(index, lane.error);
      if (lane.load === 0) return lane;
      if (freest === undefined || lane.load < freest.load) freest = lane;
    }
    if (freest !== undefined && this.#lanes.length >= this.#options.lanes) return freest;
    const lane = new HotLane(this.#options);
    this.#lanes.push(lane);
    return lane;
  }

  #replace(index: number, error: Error): HotLane {
    this.#options.log.warn({ err: error }, 'a hot connection was lost');
    const lane = new HotLane(this.#options);
    this.#lanes[index] = lane;
    return lane;
  }
}

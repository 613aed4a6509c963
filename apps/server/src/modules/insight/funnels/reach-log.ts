import type { FunnelReach } from '@stepwell/engine';

const FIRST_CAPACITY = 1_024;
const ENTERED = 1;
const SAW = 2;

/** What every participant reached, in a few bytes each, so that a million of them fit where their objects would not. */
export class ReachLog {
  readonly #stages: number;
  #flags: Uint8Array;
  #sinceMs: Float64Array;
  #count = 0;

  constructor(stages: number) {
    this.#stages = stages;
    this.#flags = new Uint8Array(FIRST_CAPACITY * stages);
    this.#sinceMs = new Float64Array(FIRST_CAPACITY * stages);
  }

  add({ entered, saw, sinceMs }: FunnelReach): void {
    // Who did not see any stage changes no figure.
    if (!saw.includes(true)) return;
    const offset = this.#count * this.#stages;
    if (offset === this.#flags.length) this.#grow();
    for (let stage = 0; stage < this.#stages; stage += 1) {
      this.#flags[offset + stage] = (entered[stage] ? ENTERED : 0) | (saw[stage] ? SAW : 0);
      this.#sinceMs[offset + stage] = sinceMs[stage] ?? Number.NaN;
    }
    this.#count += 1;
  }

  *[Symbol.iterator](): Generator<FunnelReach> {
    for (let actor = 0; actor < this.#count; actor += 1) {
      const from = actor * this.#stages;
      const flags = Array.from(this.#flags.subarray(from, from + this.#stages));
      const sinceMs = Array.from(this.#sinceMs.subarray(from, from + this.#stages));
      yield {
        entered: flags.map((flag) => (flag & ENTERED) !== 0),
        saw: flags.map((flag) => (flag & SAW) !== 0),
        sinceMs: sinceMs.map((ms) => (Number.isNaN(ms) ? null : ms)),
      };
    }
  }

  #grow(): void {
    const flags = new Uint8Array(this.#flags.length * 2);
    flags.set(this.#flags);
    this.#flags = flags;
    const sinceMs = new Float64Array(this.#sinceMs.length * 2);
    sinceMs.set(this.#sinceMs);
    this.#sinceMs = sinceMs;
  }
}

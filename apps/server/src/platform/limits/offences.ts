import type { Escalation } from './limit-table.ts';

type Offender = { times: number[]; level: number; blockedUntilMs: number };

/** How many callers of this sort are remembered; the one whose last offence is longest ago is forgotten first. */
const MAX_OFFENDERS = 50_000;

/** Who was refused often, and is blocked as a whole for it. Kept by this process. */
export class Offences {
  readonly #rule: Escalation;
  readonly #offenders = new Map<string, Offender>();

  constructor(rule: Escalation) {
    this.#rule = rule;
  }

  /** For how many milliseconds the caller is still blocked; 0 where it is not. */
  blockedForMs(caller: string, nowMs: number): number {
    if (this.#offenders.size === 0) return 0;
    const offender = this.#offenders.get(caller);
    return offender === undefined ? 0 : Math.max(0, offender.blockedUntilMs - nowMs);
  }

  /** The caller was refused. */
  record(caller: string, nowMs: number): void {
    const { apartSeconds, offences, withinSeconds, blockSeconds, forgottenAfterSeconds } = this.#rule;
    const offender = this.#offenders.get(caller) ?? { times: [], level: 0, blockedUntilMs: 0 };
    const last = offender.times.at(-1);
    if (last !== undefined && last > nowMs - apartSeconds * 1_000) return;
    offender.times = [...offender.times.filter((time) => time > nowMs - withinSeconds * 1_000), nowMs];
    this.#remember(caller, offender);
    if (offender.times.length < offences) return;
    if (offender.blockedUntilMs <= nowMs - forgottenAfterSeconds * 1_000) offender.level = 0;
    const seconds = blockSeconds[Math.min(offender.level, blockSeconds.length - 1)] ?? 0;
    offender.blockedUntilMs = nowMs + seconds * 1_000;
    offender.level += 1;
    offender.times = [];
  }

  #remember(caller: string, offender: Offender): void {
    this.#offenders.delete(caller);
    this.#offenders.set(caller, offender);
    if (this.#offenders.size <= MAX_OFFENDERS) return;
    const [longestAgo] = this.#offenders.keys();
    if (longestAgo !== undefined) this.#offenders.delete(longestAgo);
  }
}

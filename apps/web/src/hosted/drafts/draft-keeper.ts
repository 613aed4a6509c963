import { nowMs } from '../../lib/clock.ts';
import { type Kept, readKeptJson } from '../kept.ts';
import { draftName } from './draft-name.ts';
import {
  confirmed,
  type Draft,
  dueAtMs,
  edit,
  failed,
  isUnsent,
  openDraft,
  rebase,
  resumed,
  sent,
  type UnsentAnswers,
} from './draft-state.ts';
import type { Answers } from './merge-answers.ts';

/** How a draft fared: `elsewhere` when the step was changed by somebody else meanwhile. */
export type DraftOutcome =
  | { kind: 'saved'; rowVersion: number }
  | { kind: 'elsewhere'; answers: Answers; rowVersion: number }
  | { kind: 'failed'; waitMs?: number };

export interface DraftOptions {
  journeyId: string;
  stepKey: string;
  server: Answers;
  rowVersion: number;
  device: Kept;
  /** Never rejects. */
  send: (answers: Answers, keepalive: boolean) => Promise<DraftOutcome>;
}

/** Whether the draft is safe: `kept` means on this device only. */
export type DraftSafety = 'untouched' | 'typing' | 'saving' | 'saved' | 'kept';

/**
 * Keeps a form's draft: on the device at every key, on the server after a rest, when a field is left and when the page
 * is hidden. Close it when the form leaves the page.
 */
export class DraftKeeper {
  readonly #name: string;
  readonly #device: Kept;
  readonly #send: DraftOptions['send'];
  readonly #listeners = new Set<() => void>();
  #draft: Draft;
  /** What this keeper knows to stand on the device: a later one of the same step, or another tab, may have written since. */
  #written: string | null;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #isHurried = false;
  #life: 'open' | 'held' | 'closed' | 'finished' = 'open';

  constructor({ journeyId, stepKey, server, rowVersion, device, send }: DraftOptions) {
    this.#name = draftName(journeyId, stepKey);
    this.#device = device;
    this.#send = send;
    this.#written = device.read(this.#name);
    this.#draft = openDraft(server, rowVersion, readKeptJson(device, this.#name, isUnsentAnswers));
    // Kept text that had arrived after all must not come back later over newer answers.
    this.#keepOnDevice();
    this.#plan();
  }

  readonly snapshot = (): Draft => this.#draft;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  };

  edit(answers: Answers): void {
    this.#become(edit(this.#draft, answers, nowMs()));
  }

  /** A field was left: send soon. */
  leaveField(): void {
    this.#isHurried = true;
    this.#plan();
  }

  /** The page goes out of sight and may never come back: send now, past the gap. */
  readonly hide = (): void => {
    if (this.#life === 'open' && !this.#draft.sending && isUnsent(this.#draft)) void this.#deliver(true);
  };

  /** The network is back. */
  readonly resume = (): void => this.#become(resumed(this.#draft));

  /** The step as the server now holds it; what was typed stays. */
  adopt(answers: Answers, rowVersion: number): void {
    // While something is on its way its outcome tells more than a reading that may be older.
    if (this.#draft.sending || rowVersion === this.#draft.rowVersion) return;
    this.#become(rebase(this.#draft, answers, rowVersion));
  }

  /** The answers are being handed in: no draft may overtake them. */
  hold(): void {
    this.#life = 'held';
    this.#plan();
  }

  /** They were not taken: the draft counts again. */
  release(): void {
    this.#life = 'open';
    this.#plan();
  }

  /** The step was handed in: nothing is left to keep. */
  finish(): void {
    this.#life = 'finished';
    this.#plan();
    this.#device.remove(this.#name);
  }

  /** The form leaves the page; what is unsent is sent now and stays on the device until it has arrived. */
  close(): void {
    this.hide();
    if (this.#life === 'open') this.#life = 'closed';
    this.#plan();
  }

  #become(next: Draft): void {
    this.#draft = next;
    this.#keepOnDevice();
    for (const listener of this.#listeners) listener();
    this.#plan();
  }

  #keepOnDevice(): void {
    if (this.#life === 'finished') return;
    if (isUnsent(this.#draft)) {
      this.#written = JSON.stringify({ base: this.#draft.base, answers: this.#draft.answers });
      this.#device.write(this.#name, this.#written);
    } else if (this.#written !== null && this.#device.read(this.#name) === this.#written) {
      this.#device.remove(this.#name);
    }
  }

  #plan(): void {
    clearTimeout(this.#timer);
    const due = this.#life === 'open' ? dueAtMs(this.#draft, this.#isHurried) : null;
    if (due !== null) this.#timer = setTimeout(() => void this.#deliver(false), Math.max(0, due - nowMs()));
  }

  async #deliver(keepalive: boolean): Promise<void> {
    this.#isHurried = false;
    const { answers } = this.#draft;
    this.#become(sent(this.#draft, nowMs()));
    const outcome = await this.#send(answers, keepalive);
    if (outcome.kind === 'saved') this.#become(confirmed(this.#draft, outcome.rowVersion));
    else if (outcome.kind === 'elsewhere') this.#become(rebase(this.#draft, outcome.answers, outcome.rowVersion));
    else this.#become(failed(this.#draft, nowMs(), outcome.waitMs));
  }
}

export function safetyOf(draft: Draft): DraftSafety {
  if (draft.sending) return 'saving';
  if (isUnsent(draft)) return draft.hasFailed ? 'kept' : 'typing';
  return draft.sentAtMs > 0 ? 'saved' : 'untouched';
}

function isUnsentAnswers(value: unknown): value is UnsentAnswers {
  if (typeof value !== 'object' || value === null || !('base' in value) || !('answers' in value)) return false;
  return [value.base, value.answers].every((part) => typeof part === 'object' && part !== null && !Array.isArray(part));
}

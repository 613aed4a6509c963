import type { Api, HostedFlow, Journey, StepMove, StepUpdate } from './api.ts';
import { applyUpdate, hasArrived } from './journey-state.ts';
import { type Failure, failureOf } from './outcome.ts';

export interface JourneyState {
  /** Names, colours and languages; known before the person is. */
  hosted: HostedFlow | null;
  journey: Journey | null;
  /** Why there is no journey to show. */
  failure: Failure | null;
  /** The last call got no answer. */
  isUnreachable: boolean;
  /** The language asked for; null lets the server choose. */
  locale: string | null;
  /** Capabilities that opened since the page was loaded. */
  opened: string[];
}

export type MoveRequest = Omit<StepMove, 'row_version'>;
export type MoveOutcome = { ok: true; journey: Journey } | { ok: false; failure: Failure };

/**
 * Holds one person's journey. Changes wait for each other, so that every move carries the row version that the move
 * before left; a reading that overlapped a change is dropped, so that it never undoes a newer one.
 */
export class JourneyStore {
  readonly #api: Api;
  readonly #isKnown: boolean;
  readonly #listeners = new Set<() => void>();
  #state: JourneyState;
  #lastTurn: Promise<unknown> = Promise.resolve();
  /** Counts the beginnings and ends of changes: a reading that saw none in between is not older than what is shown. */
  #changes = 0;

  /** @param options.isKnown whether the server can know who asks; without that only the flow's face is read */
  constructor(api: Api, { isKnown, locale }: { isKnown: boolean; locale: string | null }) {
    this.#api = api;
    this.#isKnown = isKnown;
    this.#state = { hosted: null, journey: null, failure: null, isUnreachable: false, locale, opened: [] };
  }

  readonly snapshot = (): JourneyState => this.#state;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  };

  load(): Promise<void> {
    return this.#inTurn(async () => {
      const face = this.#api.hostedFlow(this.#state.locale).then((hosted) => this.#become({ hosted }));
      const [faceEnd, journeyEnd] = await Promise.allSettled([face, this.#isKnown ? this.#readJourney() : null]);
      if (faceEnd.status === 'rejected' && !this.#state.journey) {
        const failure = this.#fail(faceEnd.reason);
        // Where there is no such flow, nobody can be known to it: that is the cause, not the token.
        if (failure.kind === 'refused') return;
      }
      if (journeyEnd.status === 'rejected') this.#fail(journeyEnd.reason);
      else if (!this.#isKnown && !this.#state.failure) this.#become({ failure: { kind: 'link', reason: 'missing' } });
    });
  }

  /** Reads the journey again, beside whatever else is under way. A failure shows as `isUnreachable`, not as a page. */
  async refresh(): Promise<void> {
    const before = this.#changes;
    const journey = await this.#api.journey(this.#state.locale).catch(this.#fail);
    if (isJourney(journey) && before === this.#changes) this.#become({ journey, failure: null, isUnreachable: false });
  }

  /** Reads everything in another language; what is shown stays until it has come. */
  speak(locale: string): Promise<void> {
    this.#become({ locale });
    return this.load();
  }

  /** Makes a move. Never rejects. `keepalive` lets it outlive the page. */
  move(key: string, request: MoveRequest, keepalive = false): Promise<MoveOutcome> {
    return this.#change(async () => {
      const step = this.#state.journey?.steps.find((candidate) => candidate.key === key);
      if (!step) return { ok: false, failure: { kind: 'elsewhere' } };
      const body: StepMove = { ...request, row_version: step.row_version };
      try {
        return { ok: true, journey: await this.#settle(await this.#api.updateStep(key, body, keepalive), body) };
      } catch (error) {
        return this.#reconsider(key, request.move, this.#fail(error));
      }
    });
  }

  /** Skips all that may be skipped. Never rejects. */
  skipAll(): Promise<MoveOutcome> {
    return this.#change(async () => {
      try {
        const journey = await this.#api.skipAll(this.#state.locale);
        this.#become({ journey, isUnreachable: false });
        return { ok: true, journey };
      } catch (error) {
        return { ok: false, failure: this.#fail(error) };
      }
    });
  }

  /** Hides reminders; gives the time until which they are hidden, or throws as the call did. */
  async snooze(minutes: number): Promise<string> {
    return (await this.#api.snooze(minutes)).snoozed_until;
  }

  async #readJourney(): Promise<Journey> {
    const journey = await this.#api.journey(this.#state.locale);
    this.#become({ journey, failure: null, isUnreachable: false });
    return journey;
  }

  /** After a draft nothing else can have changed; after any other move steps may have come, gone or been unblocked. */
  async #settle(update: StepUpdate, body: StepMove): Promise<Journey> {
    if (!this.#state.journey) throw new Error('A step moved without a journey.');
    const known = applyUpdate(this.#state.journey, update, body);
    const opened = [...new Set([...this.#state.opened, ...update.opened_capabilities])];
    const read = body.move === 'save' ? known : await this.#api.journey(this.#state.locale).catch(this.#fail);
    // The move counts even if the journey could not be read again.
    const journey = isJourney(read) ? read : known;
    this.#become({ journey, opened, ...(isJourney(read) ? { isUnreachable: false } : {}) });
    return journey;
  }

  async #reconsider(key: string, name: StepMove['move'], failure: Failure): Promise<MoveOutcome> {
    if (failure.kind !== 'elsewhere' && failure.kind !== 'new_document') return { ok: false, failure };
    try {
      const journey = await this.#readJourney();
      const step = journey.steps.find((candidate) => candidate.key === key);
      return step && hasArrived(step, name) ? { ok: true, journey } : { ok: false, failure };
    } catch (error) {
      return { ok: false, failure: this.#fail(error) };
    }
  }

  /** The journey stays on the page when it could not be read again, unless it is switched off; else the failure is the page. */
  readonly #fail = (error: unknown): Failure => {
    const failure = failureOf(error);
    const isPage = failure.kind === 'link' || failure.kind === 'paused' || !this.#state.journey;
    this.#become({ isUnreachable: failure.kind === 'unreachable', ...(isPage ? { failure } : {}) });
    return failure;
  };

  #become(change: Partial<JourneyState>): void {
    this.#state = { ...this.#state, ...change };
    for (const listener of this.#listeners) listener();
  }

  #change<T>(task: () => Promise<T>): Promise<T> {
    return this.#inTurn(async () => {
      this.#changes += 1;
      try {
        return await task();
      } finally {
        this.#changes += 1;
      }
    });
  }

  /** Runs tasks one after another, whatever becomes of the one before. */
  #inTurn<T>(task: () => Promise<T>): Promise<T> {
    const turn = this.#lastTurn.then(task, task);
    this.#lastTurn = turn;
    return turn;
  }
}

function isJourney(answer: Journey | Failure): answer is Journey {
  return 'steps' in answer;
}

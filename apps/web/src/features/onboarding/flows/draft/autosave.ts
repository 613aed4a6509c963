export type SaveState =
  | { readonly kind: 'saved' }
  | { readonly kind: 'unsaved' }
  | { readonly kind: 'saving' }
  /** Not saved; tried again by itself where that may help, and after the next change. */
  | { readonly kind: 'failed'; readonly error: unknown }
  /** Somebody else saved meanwhile: nothing is written until it is decided whose draft stays. */
  | { readonly kind: 'stale'; readonly rowVersion: number };

export interface AutosaveOptions<Value> {
  rowVersion: number;
  /** Resolves with the row version it got. */
  save: (value: Value, rowVersion: number) => Promise<number>;
  /** The row version of the newer one, when this is why saving was refused. */
  staleVersion: (error: unknown) => number | null;
  /** Whether trying again unchanged may help. */
  isPassing: (error: unknown) => boolean;
  onState: (state: SaveState, rowVersion: number) => void;
  delayMs?: number;
  retryMs?: number;
}

export interface Autosave<Value> {
  /** Saves the value once changes pause. */
  change: (value: Value) => void;
  /**
   * Saves now what is not saved yet.
   *
   * @returns the row version under which everything is saved; rejects when it could not be
   */
  flush: () => Promise<number>;
  /** Writes over what somebody else saved under `rowVersion`. */
  keepMine: (rowVersion: number) => void;
  /** What is shown is what the server has under `rowVersion`. */
  adopt: (rowVersion: number) => void;
  /** Stops waiting; a later change starts again. */
  pause: () => void;
}

const DELAY_MS = 1_000;
const RETRY_MS = 5_000;

/** Keeps the server's copy in step: one save at a time, the newest value last, nothing written over unseen. */
export function createAutosave<Value>(options: AutosaveOptions<Value>): Autosave<Value> {
  const saver = new Saver(options);
  return {
    change: (value) => saver.change(value),
    flush: () => saver.flush(),
    keepMine: (newer) => saver.keepMine(newer),
    adopt: (newer) => saver.adopt(newer),
    pause: () => saver.pause(),
  };
}

class Saver<Value> {
  readonly #options: AutosaveOptions<Value>;
  #rowVersion: number;
  #pending: { value: Value } | null = null;
  #running: Promise<void> | null = null;
  #state: SaveState = { kind: 'saved' };
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(options: AutosaveOptions<Value>) {
    this.#options = options;
    this.#rowVersion = options.rowVersion;
  }

  change(value: Value): void {
    this.#pending = { value };
    if (this.#state.kind === 'stale') return;
    if (!this.#running) this.#enter({ kind: 'unsaved' });
    this.#schedule(this.#options.delayMs ?? DELAY_MS);
  }

  async flush(): Promise<number> {
    await this.#run();
    // What was changed while the last save was under way.
    while (this.#pending && (this.#state.kind === 'unsaved' || this.#state.kind === 'saving')) await this.#run();
    const state = this.#state;
    if (this.#pending) throw state.kind === 'failed' ? state.error : new Error('The draft is not saved.');
    return this.#rowVersion;
  }

  keepMine(newer: number): void {
    this.#rowVersion = newer;
    this.#enter({ kind: 'unsaved' });
    void this.#run();
  }

  adopt(newer: number): void {
    clearTimeout(this.#timer);
    this.#rowVersion = newer;
    this.#pending = null;
    this.#enter({ kind: 'saved' });
  }

  pause(): void {
    clearTimeout(this.#timer);
  }

  #enter(next: SaveState): void {
    this.#state = next;
    this.#options.onState(next, this.#rowVersion);
  }

  #schedule(ms: number): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#run(), ms);
  }

  #run(): Promise<void> {
    clearTimeout(this.#timer);
    if (this.#running) return this.#running;
    if (!this.#pending || this.#state.kind === 'stale') return Promise.resolve();
    this.#running = this.#saveOnce(this.#pending).finally(() => {
      this.#running = null;
    });
    return this.#running;
  }

  async #saveOnce(taken: { value: Value }): Promise<void> {
    this.#enter({ kind: 'saving' });
    try {
      this.#rowVersion = await this.#options.save(taken.value, this.#rowVersion);
      const isNewest = this.#pending === taken;
      if (isNewest) this.#pending = null;
      this.#enter(isNewest ? { kind: 'saved' } : { kind: 'unsaved' });
      if (!isNewest) this.#schedule(this.#options.delayMs ?? DELAY_MS);
    } catch (error) {
      const newer = this.#options.staleVersion(error);
      this.#enter(newer === null ? { kind: 'failed', error } : { kind: 'stale', rowVersion: newer });
      if (newer === null && this.#options.isPassing(error)) this.#schedule(this.#options.retryMs ?? RETRY_MS);
    }
  }
}

import type { Log } from './log.ts';

/** Wakings closer together than this become one: NOTIFY takes a lock on the whole server while it commits. */
const COALESCE_MS = 20;

/**
 * Sends NOTIFY outside the transactions that cause it, so that they do not queue behind each other at commit: the
 * first at once, later ones together. A waking lost to a crash is made good by the listeners' own polling.
 */
export class Waker {
  readonly #notify: (channel: string) => Promise<void>;
  readonly #log: Log;
  readonly #waiting = new Map<string, boolean>();
  readonly #sending = new Set<Promise<void>>();

  constructor(notify: (channel: string) => Promise<void>, log: Log) {
    this.#notify = notify;
    this.#log = log;
  }

  wake(channel: string): void {
    if (this.#waiting.has(channel)) {
      this.#waiting.set(channel, true);
      return;
    }
    this.#waiting.set(channel, false);
    this.#send(channel);
    setTimeout(() => {
      const again = this.#waiting.get(channel) === true;
      this.#waiting.delete(channel);
      if (again) this.wake(channel);
    }, COALESCE_MS).unref();
  }

  /** Waits for what is being sent. */
  async settle(): Promise<void> {
    await Promise.all(this.#sending);
  }

  #send(channel: string): void {
    const sent = this.#notify(channel)
      .catch((error: unknown) => this.#log.warn({ err: error, channel }, 'listeners were not woken; they will poll'))
      .finally(() => this.#sending.delete(sent));
    this.#sending.add(sent);
  }
}

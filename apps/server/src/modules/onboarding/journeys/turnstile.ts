/**
 * Lets one task per key pass at a time, in the order they came; tasks of different keys do not wait for each other.
 * Writers of one journey in this process queue here instead of racing for its revision.
 */
export class Turnstile {
  readonly #tails = new Map<string, Promise<unknown>>();

  pass<T>(key: string, task: () => Promise<T>): Promise<T> {
    const before = this.#tails.get(key);
    const mine = before ? before.then(task, task) : task();
    this.#tails.set(key, mine);
    const leave = () => {
      if (this.#tails.get(key) === mine) this.#tails.delete(key);
    };
    mine.then(leave, leave);
    return mine;
  }
}

/**
 * The times of one caller's accepted requests, oldest first, in a ring that grows as they come. A time counts until it is a
 * whole window old. One that lies ahead, because the machine's clock was set back, does not count: nobody may be shut out
 * until the clock gets there again.
 */
export class AcceptedTimes {
  #times: number[] = [];
  #first = 0;
  #size = 0;

  get size(): number {
    return this.#size;
  }

  /** Places that are held in memory, used or not. */
  get places(): number {
    return this.#times.length;
  }

  /** Undefined where there are none. */
  get oldest(): number | undefined {
    return this.#size === 0 ? undefined : this.#times[this.#first];
  }

  get newest(): number | undefined {
    return this.#size === 0 ? undefined : this.#times[this.#placeOf(this.#size - 1)];
  }

  dropOutside(nowMs: number, windowMs: number): void {
    for (let oldest = this.oldest; oldest !== undefined; oldest = this.oldest) {
      if (oldest > nowMs - windowMs && oldest <= nowMs) return;
      this.#first = this.#placeOf(1);
      this.#size -= 1;
    }
  }

  add(nowMs: number): void {
    if (this.#size === this.#times.length) {
      if (this.#first !== 0) this.#makeRoom();
      else this.#times.push(nowMs);
    }
    this.#times[this.#placeOf(this.#size)] = nowMs;
    this.#size += 1;
  }

  /** A ring that wrapped is put straight, with half as many places more, so that this happens seldom. */
  #makeRoom(): void {
    this.#times = this.#times.slice(this.#first).concat(this.#times.slice(0, this.#first));
    this.#first = 0;
    const places = Math.ceil(this.#size * 1.5);
    while (this.#times.length < places) this.#times.push(0);
  }

  #placeOf(at: number): number {
    const place = this.#first + at;
    return place < this.#times.length ? place : place - this.#times.length;
  }
}

const PAGE_BYTES = 262_144;
/** No character takes more in UTF-8 for each of its UTF-16 units. */
const BYTES_PER_UNIT = 3;

/**
 * Collects texts as bytes. Joined first and encoded afterwards, ten megabytes of short texts cost several times as much:
 * the joined text is a tree of its parts until somebody reads it.
 */
export class BytePage {
  #page = Buffer.allocUnsafe(PAGE_BYTES);
  #used = 0;
  #full: Buffer[] = [];

  append(text: string): void {
    const most = text.length * BYTES_PER_UNIT;
    if (this.#used + most > this.#page.length) this.#turn(most);
    this.#used += this.#page.write(text, this.#used);
  }

  /** What was collected since the last time. */
  take(): Buffer[] {
    this.#turn(PAGE_BYTES);
    const taken = this.#full;
    this.#full = [];
    return taken;
  }

  #turn(atLeast: number): void {
    if (this.#used > 0) this.#full.push(this.#page.subarray(0, this.#used));
    this.#page = Buffer.allocUnsafe(Math.max(PAGE_BYTES, atLeast));
    this.#used = 0;
  }
}

const SLAB_BYTES = 65_536;
/** UTF-8 needs at most three bytes for each UTF-16 code unit. */
const BYTES_PER_UNIT = 3;

const PARSE = 0x50;
const DESCRIBE = 0x44;
const BIND = 0x42;
const EXECUTE = 0x45;
const CLOSE = 0x43;
const SYNC = 0x53;
const STATEMENT = 0x53;
const PORTAL = 0x50;

/**
 * Collects messages of the extended query protocol in one buffer, to be written to the socket in one call. A slab is
 * never written to twice: the socket may still be reading the part that was taken.
 */
export class WireWriter {
  #slab: Buffer = Buffer.allocUnsafeSlow(SLAB_BYTES);
  #start = 0;
  #end = 0;

  /** What was collected since the last take. */
  take(): Buffer {
    const taken = this.#slab.subarray(this.#start, this.#end);
    this.#start = this.#end;
    return taken;
  }

  copy(bytes: Buffer): number {
    this.#reserve(bytes.length);
    bytes.copy(this.#slab, this.#end);
    this.#end += bytes.length;
    return this.#end;
  }

  /** Overwrites ASCII text before `end`, a position that `copy` returned, in what was not taken yet. */
  patch(end: number, text: string): void {
    this.#slab.write(text, end, 'latin1');
  }

  parse(name: string, text: string): void {
    const at = this.#begin(PARSE);
    this.#cstring(name);
    this.#cstring(text);
    this.#int16(0);
    this.#finish(at);
  }

  describeStatement(name: string): void {
    this.#named(DESCRIBE, STATEMENT, name);
  }

  describePortal(): void {
    this.#named(DESCRIBE, PORTAL, '');
  }

  closeStatement(name: string): void {
    this.#named(CLOSE, STATEMENT, name);
  }

  bind(name: string, values: readonly (string | Buffer | null)[]): void {
    const at = this.#begin(BIND);
    this.#cstring('');
    this.#cstring(name);
    this.#formats(values);
    this.#int16(values.length);
    for (let index = 0; index < values.length; index += 1) this.#value(values[index] ?? null);
    this.#int16(0);
    this.#finish(at);
  }

  execute(): void {
    const at = this.#begin(EXECUTE);
    this.#cstring('');
    this.#int32(0);
    this.#finish(at);
  }

  sync(): void {
    this.#finish(this.#begin(SYNC));
  }

  #named(message: number, kind: number, name: string): void {
    const at = this.#begin(message);
    this.#byte(kind);
    this.#cstring(name);
    this.#finish(at);
  }

  /** No format codes at all mean text throughout, the usual case. */
  #formats(values: readonly (string | Buffer | null)[]): void {
    if (!values.some((value) => value instanceof Buffer)) {
      this.#int16(0);
      return;
    }
    this.#int16(values.length);
    for (const value of values) this.#int16(value instanceof Buffer ? 1 : 0);
  }

  #value(value: string | Buffer | null): void {
    if (value === null) {
      this.#int32(-1);
    } else if (typeof value === 'string') {
      this.#reserve(4 + value.length * BYTES_PER_UNIT);
      const written = this.#slab.write(value, this.#end + 4, 'utf8');
      this.#slab.writeInt32BE(written, this.#end);
      this.#end += 4 + written;
    } else {
      this.#int32(value.length);
      this.copy(value);
    }
  }

  /** Returns where the message began, relative to what is being collected: reserving more may move it. */
  #begin(code: number): number {
    this.#byte(code);
    const at = this.#end - this.#start;
    this.#int32(0);
    return at;
  }

  /** A message's length counts itself and what follows. */
  #finish(at: number): void {
    this.#slab.writeInt32BE(this.#end - this.#start - at, this.#start + at);
  }

  #cstring(text: string): void {
    this.#reserve(text.length * BYTES_PER_UNIT + 1);
    this.#end += this.#slab.write(text, this.#end, 'utf8');
    this.#slab[this.#end] = 0;
    this.#end += 1;
  }

  #byte(value: number): void {
    this.#reserve(1);
    this.#slab[this.#end] = value;
    this.#end += 1;
  }

  #int16(value: number): void {
    this.#reserve(2);
    this.#slab.writeInt16BE(value, this.#end);
    this.#end += 2;
  }

  #int32(value: number): void {
    this.#reserve(4);
    this.#slab.writeInt32BE(value, this.#end);
    this.#end += 4;
  }

  #reserve(bytes: number): void {
    if (this.#end + bytes <= this.#slab.length) return;
    const pending = this.#slab.subarray(this.#start, this.#end);
    this.#slab = Buffer.allocUnsafeSlow(Math.max(SLAB_BYTES, (pending.length + bytes) * 2));
    pending.copy(this.#slab);
    this.#start = 0;
    this.#end = pending.length;
  }
}

import pg from 'pg';

/** What a hot lane hears from the server. Offsets point behind the message's header. */
export type WireSink = {
  onParsed(): void;
  onDescription(buffer: Buffer, offset: number): void;
  onRow(buffer: Buffer, offset: number): void;
  onComplete(): void;
  onError(error: pg.DatabaseError): void;
  onReady(status: number): void;
};

const HEADER_BYTES = 5;
const PARSE_COMPLETE = 0x31;
const ROW_DESCRIPTION = 0x54;
const DATA_ROW = 0x44;
const COMMAND_COMPLETE = 0x43;
const EMPTY_QUERY = 0x49;
const ERROR = 0x45;
const READY = 0x5a;

/** The fields of an error message that pg.DatabaseError carries, by their code in the protocol. */
const ERROR_FIELDS = new Map<string, keyof pg.DatabaseError>([
  ['S', 'severity'],
  ['C', 'code'],
  ['D', 'detail'],
  ['H', 'hint'],
  ['P', 'position'],
  ['W', 'where'],
  ['s', 'schema'],
  ['t', 'table'],
  ['c', 'column'],
  ['d', 'dataType'],
  ['n', 'constraint'],
  ['R', 'routine'],
]);

/** Cuts what arrives into messages and hands on those that matter here. */
export class WireReader {
  readonly #sink: WireSink;
  #chunks: Buffer[] = [];
  #held = 0;
  #needed = 0;

  constructor(sink: WireSink) {
    this.#sink = sink;
  }

  read(chunk: Buffer): void {
    if (this.#held === 0) {
      this.#cut(chunk);
      return;
    }
    this.#chunks.push(chunk);
    this.#held += chunk.length;
    if (this.#held < this.#needed) return;
    const whole = Buffer.concat(this.#chunks);
    this.#chunks = [];
    this.#held = 0;
    this.#cut(whole);
  }

  #cut(buffer: Buffer): void {
    let offset = 0;
    while (offset + HEADER_BYTES <= buffer.length) {
      const end = offset + 1 + buffer.readInt32BE(offset + 1);
      if (end > buffer.length) {
        this.#hold(buffer, offset, end - offset);
        return;
      }
      this.#handle(buffer[offset] ?? 0, buffer, offset + HEADER_BYTES, end);
      offset = end;
    }
    if (offset < buffer.length) this.#hold(buffer, offset, HEADER_BYTES);
  }

  #hold(buffer: Buffer, offset: number, needed: number): void {
    this.#chunks = [buffer.subarray(offset)];
    this.#held = buffer.length - offset;
    this.#needed = needed;
  }

  #handle(code: number, buffer: Buffer, offset: number, end: number): void {
    if (code === DATA_ROW) this.#sink.onRow(buffer, offset);
    else if (code === COMMAND_COMPLETE || code === EMPTY_QUERY) this.#sink.onComplete();
    else if (code === READY) this.#sink.onReady(buffer[offset] ?? 0);
    else if (code === ROW_DESCRIPTION) this.#sink.onDescription(buffer, offset);
    else if (code === PARSE_COMPLETE) this.#sink.onParsed();
    else if (code === ERROR) this.#sink.onError(readError(buffer, offset, end));
  }
}

function readError(buffer: Buffer, start: number, end: number): pg.DatabaseError {
  const fields = buffer.toString('utf8', start, end).split('\0');
  const message = fields.find((field) => field.startsWith('M'))?.slice(1) ?? 'unknown error';
  const error = new pg.DatabaseError(message, end - start, 'error');
  for (const field of fields) {
    const key = ERROR_FIELDS.get(field.charAt(0));
    if (key !== undefined) Object.assign(error, { [key]: field.slice(1) });
  }
  return error;
}

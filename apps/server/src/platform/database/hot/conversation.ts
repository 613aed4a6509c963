import type pg from 'pg';
import { pgCode } from '../roles.ts';
import type { Statement, Value } from '../transaction.ts';
import { parameterText } from './parameter-text.ts';
import { type RowShape, readRow, readShape } from './row-shape.ts';
import { type Scope, writeScope } from './scope.ts';
import type { WireSink } from './wire-reader.ts';
import { WireWriter } from './wire-writer.ts';

/**
 * A statement as the server knows it on this connection. It may replace one of the same name that went stale;
 * `refused` is why the server would not prepare it.
 */
type Prepared = { readonly statement: Statement; readonly replaces: boolean; shape: RowShape; refused?: Error };

export type Request = {
  readonly scope: Scope;
  readonly statement: Statement;
  readonly values: readonly Value[];
  readonly resolve: (rows: object[]) => void;
  readonly reject: (error: Error) => void;
};

export type ConversationOptions = {
  /** Whether statements stay prepared on the connection under their names. */
  prepared: boolean;
  /** Called when the server did something after which the connection cannot be trusted. */
  onConfusion(error: Error): void;
  /** Called when an answer led to more being written. */
  onRepeat(): void;
};

class Pending {
  readonly request: Request;
  readonly prepared: Prepared;
  readonly rows: object[] = [];
  readonly repeated: boolean;
  /** True from writing Parse until the server confirms it. */
  parsing: boolean;
  /** The scope answers first, and with nothing of interest. */
  scopeAnswered = false;
  error: Error | undefined;

  constructor(request: Request, prepared: Prepared, parsing: boolean, repeated: boolean) {
    this.request = request;
    this.prepared = prepared;
    this.parsing = parsing;
    this.repeated = repeated;
  }
}

/** The server compares no more than this of a name. */
const MAX_NAME_BYTES = 63;
const MAX_PARAMETERS = 32_767;
const IDLE = 0x49;
/** The statement is not known on this connection, or its result has changed since: prepare anew and repeat. */
const UNKNOWN_STATEMENT = '26000';
const PREPARE_ANEW = new Set([UNKNOWN_STATEMENT, '0A000']);

/**
 * Requests written to a connection and the answers still to come, first in, first out. Each request stands between two
 * Syncs, which PostgreSQL treats as one transaction: scope and statement commit together, or neither has happened. A
 * repeated request therefore happens once.
 */
export class Conversation implements WireSink {
  readonly writer = new WireWriter();
  readonly #options: ConversationOptions;
  readonly #statements = new Map<string, Prepared>();
  #queue: Pending[] = [];
  #head = 0;

  constructor(options: ConversationOptions) {
    this.#options = options;
  }

  get unanswered(): number {
    return this.#queue.length - this.#head;
  }

  /** Throws before anything is written when the request itself is at fault. */
  write(request: Request, repeated = false): void {
    const values = request.values.map(parameterText);
    this.#check(request);
    writeScope(this.writer, request.scope, this.#options.prepared);
    const pending = this.#options.prepared ? this.#prepare(request, repeated) : this.#parseUnnamed(request);
    this.writer.bind(this.#options.prepared ? request.statement.name : '', values);
    if (!this.#options.prepared) this.writer.describePortal();
    this.writer.execute();
    this.writer.sync();
    this.#queue.push(pending);
  }

  failAll(error: Error): void {
    const unanswered = this.#queue.slice(this.#head);
    this.#queue = [];
    this.#head = 0;
    // The server says why it closes the connection to whoever is first in line.
    for (const pending of unanswered) pending.request.reject(pending.error ?? error);
  }

  onParsed(): void {
    const pending = this.#queue[this.#head];
    if (pending?.scopeAnswered) pending.parsing = false;
  }

  onDescription(buffer: Buffer, offset: number): void {
    const pending = this.#queue[this.#head];
    if (pending !== undefined) pending.prepared.shape = readShape(buffer, offset);
  }

  onRow(buffer: Buffer, offset: number): void {
    const pending = this.#queue[this.#head];
    if (pending === undefined || !pending.scopeAnswered || pending.error !== undefined) return;
    try {
      pending.rows.push(readRow(pending.prepared.shape, buffer, offset));
    } catch (error) {
      pending.error = asError(error);
    }
  }

  onComplete(): void {
    const pending = this.#queue[this.#head];
    if (pending !== undefined) pending.scopeAnswered = true;
  }

  onError(error: pg.DatabaseError): void {
    const pending = this.#queue[this.#head];
    if (pending === undefined) {
      this.#options.onConfusion(error);
      return;
    }
    pending.error = error;
  }

  onReady(status: number): void {
    const pending = this.#queue[this.#head];
    if (pending === undefined) return;
    this.#advance();
    if (pending.error === undefined) pending.request.resolve(pending.rows);
    else this.#recover(pending, pending.error);
    // A statement such as BEGIN would leave its transaction to whoever comes next.
    if (status !== IDLE) this.#options.onConfusion(new Error('a hot statement left a transaction open'));
  }

  #check({ statement, values }: Request): void {
    const known = this.#statements.get(statement.name);
    if (known !== undefined && known.statement.text !== statement.text) {
      throw new Error(`two statements are named ${statement.name}`);
    }
    if (Buffer.byteLength(statement.name) > MAX_NAME_BYTES) throw new Error(`${statement.name} is too long a name`);
    if (values.length > MAX_PARAMETERS) throw new Error(`${statement.name} has more than ${MAX_PARAMETERS} parameters`);
  }

  #prepare(request: Request, repeated: boolean): Pending {
    const { statement } = request;
    const known = this.#statements.get(statement.name);
    if (known !== undefined) return new Pending(request, known, false, repeated);
    const prepared = { statement, replaces: repeated, shape: [] };
    this.#statements.set(statement.name, prepared);
    if (prepared.replaces) this.writer.closeStatement(statement.name);
    this.writer.parse(statement.name, statement.text);
    this.writer.describeStatement(statement.name);
    return new Pending(request, prepared, true, repeated);
  }

  #parseUnnamed(request: Request): Pending {
    this.writer.parse('', request.statement.text);
    return new Pending(request, { statement: request.statement, replaces: false, shape: [] }, false, true);
  }

  /** Answers are taken off the front without moving the rest each time. */
  #advance(): void {
    this.#head += 1;
    if (this.#head === this.#queue.length) {
      this.#queue.length = 0;
      this.#head = 0;
    } else if (this.#head === 1_024) {
      this.#queue = this.#queue.slice(this.#head);
      this.#head = 0;
    }
  }

  #recover({ request, prepared, parsing, repeated }: Pending, error: Error): void {
    if (parsing) prepared.refused = error;
    // Whoever was written behind a Parse that failed is told why, not that the statement does not exist.
    const cause = pgCode(error) === UNKNOWN_STATEMENT ? (prepared.refused ?? error) : error;
    const again = !repeated && PREPARE_ANEW.has(pgCode(cause));
    if ((parsing || again) && this.#statements.get(request.statement.name) === prepared) {
      this.#statements.delete(request.statement.name);
    }
    if (!again) {
      request.reject(cause);
      return;
    }
    this.write(request, true);
    this.#options.onRepeat();
  }
}

export function asError(thrown: unknown): Error {
  return thrown instanceof Error ? thrown : new Error(String(thrown));
}

import type { Duplex } from 'node:stream';
import pg from 'pg';
import { asLost } from '../refusal.ts';
import type { Statement, Value } from '../transaction.ts';
import { asError, Conversation } from './conversation.ts';
import { SCOPE_STATEMENTS, type Scope } from './scope.ts';
import { WireReader } from './wire-reader.ts';

export type LaneOptions = { url: string; prepared: boolean };

const CONNECT_TIMEOUT_MS = 10_000;
/**
 * Hot statements find rows by key, so one plan serves all values. Left to itself the server plans some of them anew each
 * time, because a short list looks cheaper than one of unknown length, and that takes longer than running them.
 */
const KEEP_PLANS = 'SET plan_cache_mode = force_generic_plan';

/**
 * One connection that writes hot statements behind each other without waiting for answers. The driver signs in; from
 * then on its socket is ours, because its own reader makes several objects for every message.
 */
export class HotLane {
  readonly #options: LaneOptions;
  readonly #client: pg.Client;
  readonly #conversation: Conversation;
  #socket: Duplex | undefined;
  #opening: Promise<void> | undefined;
  #flushing = false;
  #error: Error | undefined;
  #load = 0;
  #onDrained: (() => void) | undefined;

  constructor(options: LaneOptions) {
    this.#options = options;
    this.#conversation = new Conversation({
      prepared: options.prepared,
      onConfusion: (error) => this.#fail(error),
      onRepeat: () => this.#flushSoon(),
    });
    this.#client = new pg.Client({
      connectionString: options.url,
      keepAlive: true,
      connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
      application_name: 'stepwell hot lane',
    });
    this.#client.on('error', (error) => this.#fail(asLost(error)));
    this.#client.on('end', () => this.#fail(asLost(new Error('the database closed the connection'))));
  }

  /** Requests not answered yet. */
  get load(): number {
    return this.#load;
  }

  /** Why the connection is of no more use. */
  get error(): Error | undefined {
    return this.#error;
  }

  run<Row extends object>(scope: Scope, statement: Statement, values: readonly Value[]): Promise<Row[]> {
    this.#load += 1;
    return new Promise<Row[]>((resolve, reject) => {
      const request = {
        scope,
        statement,
        values,
        resolve: (rows: object[]) => {
          this.#answered();
          resolve(rows as Row[]);
        },
        reject: (error: Error) => {
          this.#answered();
          reject(error);
        },
      };
      if (this.#socket !== undefined) this.#send(request);
      else
        this.#opened().then(
          () => this.#send(request),
          (error: unknown) => request.reject(asError(error)),
        );
    });
  }

  /** Waits for the answers still due, then disconnects. */
  async close(): Promise<void> {
    if (this.#load > 0) await new Promise<void>((resolve) => (this.#onDrained = resolve));
    await this.#client.end();
  }

  #answered(): void {
    this.#load -= 1;
    if (this.#load === 0) this.#onDrained?.();
  }

  #opened(): Promise<void> {
    this.#opening ??= this.#open();
    return this.#opening;
  }

  async #open(): Promise<void> {
    try {
      await this.#client.connect();
      if (this.#options.prepared) {
        await this.#client.query(KEEP_PLANS);
        for (const statement of SCOPE_STATEMENTS) await this.#client.query({ ...statement });
      }
    } catch (error) {
      this.#error = asLost(error);
      throw this.#error;
    }
    const socket = this.#client.connection.stream;
    const reader = new WireReader(this.#conversation);
    socket.removeAllListeners('data');
    socket.on('data', (chunk: Buffer) => reader.read(chunk));
    this.#socket = socket;
  }

  #send(request: Parameters<Conversation['write']>[0]): void {
    if (this.#error !== undefined) {
      request.reject(this.#error);
      return;
    }
    const alone = this.#conversation.unanswered === 0;
    try {
      this.#conversation.write(request);
    } catch (error) {
      request.reject(asError(error));
      return;
    }
    this.#flushSoon(alone);
  }

  /** A lone request leaves at once; under load, all that arrive in one turn of the event loop leave together. */
  #flushSoon(atOnce = false): void {
    if (this.#flushing) return;
    this.#flushing = true;
    if (atOnce) process.nextTick(() => this.#flush());
    else setImmediate(() => this.#flush());
  }

  #flush(): void {
    this.#flushing = false;
    if (this.#error === undefined) this.#socket?.write(this.#conversation.writer.take());
  }

  #fail(error: Error): void {
    if (this.#error !== undefined) return;
    this.#error = error;
    this.#conversation.failAll(error);
    this.#socket?.destroy();
  }
}

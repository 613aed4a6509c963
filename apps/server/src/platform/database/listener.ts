import pg from 'pg';
import type { Log } from './log.ts';

export type Subscription = { stop(): void };

const FIRST_RETRY_MS = 250;
const LAST_RETRY_MS = 5_000;

/**
 * One connection that LISTENs for all channels of the process and comes back by itself when it is lost. What was
 * notified meanwhile is missed: every listener is also called after a reconnect, and must poll as well.
 */
export class Listener {
  readonly #url: string;
  readonly #log: Log;
  readonly #listeners = new Map<string, Set<(payload: string) => void>>();
  #client: pg.Client | undefined;
  /** Channels that the present connection listens to. */
  #heard = new Set<string>();
  #turn = Promise.resolve();
  #connecting: Promise<void> | undefined;
  #retry: NodeJS.Timeout | undefined;
  #retryMs = FIRST_RETRY_MS;
  #closed = false;

  constructor(url: string, log: Log) {
    this.#url = url;
    this.#log = log;
  }

  /** Resolves when the channel is being listened to, or when the first try failed and retries are under way. */
  async listen(channel: string, onNotify: (payload: string) => void): Promise<Subscription> {
    const listeners = this.#listeners.get(channel) ?? new Set();
    listeners.add(onNotify);
    this.#listeners.set(channel, listeners);
    if (this.#client === undefined) await this.#connect();
    await this.#hear(channel);
    return { stop: () => void listeners.delete(onNotify) };
  }

  /** One after the other: a connection takes one statement at a time. What came while it was being opened is made good. */
  #hear(channel: string): Promise<void> {
    const turn = this.#turn.then(async () => {
      if (this.#client === undefined || this.#heard.has(channel)) return;
      await this.#client.query(`LISTEN ${pg.escapeIdentifier(channel)}`);
      this.#heard.add(channel);
    });
    this.#turn = turn.catch(() => undefined);
    return turn;
  }

  async close(): Promise<void> {
    this.#closed = true;
    clearTimeout(this.#retry);
    await this.#connecting;
    await this.#client?.end();
  }

  #connect(): Promise<void> {
    this.#connecting ??= this.#open().finally(() => {
      this.#connecting = undefined;
    });
    return this.#connecting;
  }

  async #open(): Promise<void> {
    const client = new pg.Client({ connectionString: this.#url, keepAlive: true, application_name: 'stepwell listen' });
    client.on('error', (error) => this.#log.warn({ err: error }, 'the listening connection was lost'));
    client.on('end', () => this.#lost(client));
    client.on('notification', ({ channel, payload }) => this.#deliver(channel, payload ?? ''));
    try {
      await client.connect();
      const channels = [...this.#listeners.keys()];
      await client.query(channels.map((channel) => `LISTEN ${pg.escapeIdentifier(channel)}`).join('; '));
      this.#heard = new Set(channels);
      this.#client = client;
      this.#retryMs = FIRST_RETRY_MS;
      for (const channel of channels) this.#deliver(channel, '');
    } catch (error) {
      this.#log.warn({ err: error, retryMs: this.#retryMs }, 'cannot listen for notifications yet');
      this.#retryLater();
    }
  }

  #lost(client: pg.Client): void {
    if (this.#client !== client) return;
    this.#client = undefined;
    this.#retryLater();
  }

  #retryLater(): void {
    if (this.#closed || this.#retry !== undefined) return;
    this.#retry = setTimeout(() => {
      this.#retry = undefined;
      void this.#connect();
    }, this.#retryMs);
    this.#retryMs = Math.min(this.#retryMs * 2, LAST_RETRY_MS);
  }

  #deliver(channel: string, payload: string): void {
    for (const onNotify of this.#listeners.get(channel) ?? []) onNotify(payload);
  }
}

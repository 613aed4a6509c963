import { Redis } from 'ioredis';
import type { Log } from '../telemetry/index.ts';

/** What several processes share in Redis. Everything in it can be lost: whoever uses it has another way to go on. */
export type SharedStore = {
  /** Fails at once while there is no connection, and after 150 ms without an answer; comes back by itself. */
  readonly commands: Redis;
  /** Whether there is a connection now. A stopped Redis keeps its connections, so that only commands show it. */
  isConnected(): boolean;
  /** Called each time a connection came about. */
  onConnected(hook: () => void): void;
  /** Tells every process. Resolves to false, and never rejects, where Redis could not be told. */
  publish(channel: string, message: string): Promise<boolean>;
  /** Calls `onMessage` on each message, and with an empty one after a lost connection came back. Poll as well. */
  subscribe(channel: string, onMessage: (message: string) => void): { stop(): void };
  close(): void;
};

export type SharedStoreOptions = {
  /** `redis://` or `rediss://`. */
  readonly url: string;
  readonly log: Log;
};

/** The library's own settings wait for a Redis that is down; a request can't. */
const BOUNDS = {
  enableOfflineQueue: false,
  maxRetriesPerRequest: 0,
  commandTimeout: 150,
  connectTimeout: 200,
} as const;
const LAST_RETRY_MS = 500;

/** Connects in the background: it does not matter whether Redis is there when the process starts. */
export function openRedis({ url, log }: SharedStoreOptions): SharedStore {
  const retryStrategy = (times: number) => Math.min(times * 50, LAST_RETRY_MS);
  const commands = new Redis(url, { ...BOUNDS, retryStrategy, keyPrefix: 'stepwell:' });
  const subscriber = createSubscriber(new Redis(url, { ...BOUNDS, retryStrategy, autoResubscribe: false }));
  // Every failed try to connect is told; one line for each change is enough.
  commands.on('error', () => undefined);
  commands.on('ready', () => log.info({}, 'connected to Redis'));
  commands.on('close', () => log.debug({}, 'the connection to Redis was closed'));
  return {
    commands,
    isConnected: () => commands.status === 'ready',
    onConnected: (hook) => void commands.on('ready', hook),
    publish: (channel, message) =>
      commands.publish(channelOf(channel), message).then(
        () => true,
        () => false,
      ),
    subscribe: (channel, onMessage) => subscriber.subscribe(channel, onMessage),
    close() {
      commands.disconnect();
      subscriber.close();
    },
  };
}

/** One connection for all channels of the process. */
function createSubscriber(connection: Redis) {
  const listeners = new Map<string, Set<(message: string) => void>>();
  const hear = (channel: string) => connection.subscribe(channelOf(channel)).catch(() => undefined);
  connection.on('error', () => undefined);
  connection.on('ready', () => {
    for (const [channel, hooks] of listeners) {
      void hear(channel).then(() => {
        for (const hook of hooks) hook('');
      });
    }
  });
  connection.on('message', (name: string, message: string) => {
    for (const hook of listeners.get(name.slice(channelOf('').length)) ?? []) hook(message);
  });
  return {
    subscribe(channel: string, onMessage: (message: string) => void) {
      const known = listeners.get(channel);
      const hooks = known ?? new Set();
      hooks.add(onMessage);
      listeners.set(channel, hooks);
      if (!known && connection.status === 'ready') void hear(channel);
      return { stop: () => void hooks.delete(onMessage) };
    },
    close: () => connection.disconnect(),
  };
}

function channelOf(name: string): string {
  return `stepwell:${name}`;
}

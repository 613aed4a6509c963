import { setTimeout } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import { createFlag, type Environment, evaluateFlag, type FlagDefinition, updateFlag } from '@stepwell/contract';
import { type Application, compose } from '../main/compose.ts';
import { readConfig } from '../main/config.ts';
import { type Database, silentLog } from '../platform/database/index.ts';
import type { Reply, World, WorldOrganization } from './world.ts';

/** On for everybody unless `more` says otherwise. */
export function booleanFlag(more: Partial<FlagDefinition> = {}): FlagDefinition {
  return {
    kind: 'boolean',
    is_enabled: true,
    variants: { on: true, off: false },
    off_variant: 'off',
    targets: [],
    markets: ['*'],
    plans: [],
    roles: [],
    percentage: 100,
    serve: [{ variant: 'on', weight: 1 }],
    ...more,
  };
}

export function createFlagIn(
  world: World,
  org: WorldOrganization,
  key: string,
  definition: FlagDefinition,
  environment: Environment = 'live',
): Promise<Reply> {
  return world.send(createFlag, { bearer: org.keys[environment], body: { key, name: key, definition } });
}

/** Changes a flag as it was first made, or as `rowVersion` says. */
export function changeFlagIn(
  world: World,
  org: WorldOrganization,
  key: string,
  definition: FlagDefinition,
  rowVersion = 1,
): Promise<Reply> {
  const body = { name: key, description: null, definition, row_version: rowVersion };
  return world.send(updateFlag, { bearer: org.keys.live, params: { key }, body });
}

export function evaluateIn(
  world: World,
  org: WorldOrganization,
  key: string,
  context: Record<string, unknown> = {},
): Promise<Reply> {
  return world.send(evaluateFlag, { bearer: org.keys.live, params: { key }, body: { context } });
}

type DatabaseState = 'answers' | 'refuses' | 'hangs';
type Wire = { readonly hearsNotifications: boolean; state: DatabaseState; sent: number; answered: number };

/** A second process over the same database, as far as flags can tell. */
export type Neighbour = {
  readonly application: Application;
  /** The value of a flag as this process sees it; the problem code or error code where there is none. */
  valueOf(org: WorldOrganization, key: string, context?: Record<string, unknown>): Promise<unknown>;
  evaluate(org: WorldOrganization, key: string, context?: Record<string, unknown>): Promise<Reply>;
  /** From now on the database refuses, never answers, or is there again. */
  database(state: DatabaseState): void;
  /** Statements that were sent so far; waits until they are answered. */
  statements(): Promise<number>;
  stop(): Promise<void>;
};

export async function openNeighbour(
  world: World,
  {
    hearsNotifications = true,
    settings = {},
  }: { hearsNotifications?: boolean; settings?: Record<string, string> } = {},
): Promise<Neighbour> {
  const wire: Wire = { hearsNotifications, state: 'answers', sent: 0, answered: 0 };
  const application = compose({
    config: readConfig({
      PUBLIC_URL: 'https://onboarding.example.com',
      SECRET_KEY: Buffer.alloc(32, 7).toString('base64'),
      ...settings,
    }),
    log: silentLog,
    database: watched(world.test.database, wire),
    clock: world.clock,
    ids: world.application.ids,
    checkReplies: true,
  });
  const http = await application.http();
  const evaluate = async (org: WorldOrganization, key: string, context: Record<string, unknown> = {}) => {
    const url = `/ofrep/v1/evaluate/flags/${key}`;
    const headers = { authorization: `Bearer ${org.keys.live}` };
    const answer = await http.inject({ method: 'POST', url, headers, payload: { context } });
    return { status: answer.statusCode, body: answer.json(), headers: answer.headers };
  };
  return {
    application,
    evaluate,
    async valueOf(org, key, context) {
      const { body } = await evaluate(org, key, context);
      return body.value ?? body.errorCode ?? body.code;
    },
    database: (state) => void (wire.state = state),
    async statements() {
      while (wire.answered < wire.sent) await setTimeout(5);
      return wire.sent;
    },
    async stop() {
      await http.close();
      await application.stop();
    },
  };
}

const ASKING = ['asTenant', 'asSystem', 'hotStatement', 'hotSystemStatement'];

/** Comes every five seconds of its own accord, whatever a test is about. */
function isLookAtKillSwitch(reason: unknown): boolean {
  return isDeepStrictEqual(reason, { routine: 'what is switched off' });
}

function watched(database: Database, wire: Wire): Database {
  return new Proxy(database, {
    get(target, name: keyof Database) {
      if (name === 'listen' && !wire.hearsNotifications) return async () => ({ stop: () => undefined });
      const method = target[name].bind(target) as (...values: unknown[]) => unknown;
      if (!ASKING.includes(name)) return method;
      return async (...values: unknown[]) => {
        if (isLookAtKillSwitch(values[0])) return method(...values);
        if (wire.state === 'hangs') return new Promise(() => undefined);
        wire.sent += 1;
        try {
          if (wire.state === 'refuses') throw Object.assign(new Error('nobody is there'), { code: 'ECONNREFUSED' });
          return await method(...values);
        } finally {
          wire.answered += 1;
        }
      };
    },
  });
}

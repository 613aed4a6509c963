import { health, healthDetailed, meta, ready } from '@stepwell/contract';
import type { Clock } from '../../../platform/clock/index.ts';
import type { Database } from '../../../platform/database/index.ts';
import { type Module, mount, ok } from '../../../platform/http/index.ts';

/** Whether traffic may be sent here; main moves it from starting to ready and, at the end, to stopping. */
export type Readiness = { phase: 'starting' | 'ready' | 'stopping' };

export type Demo = {
  readonly sign_ins: { email: string; password: string; organization: string; name: string }[];
  readonly hosted: { title: string; url: string }[];
};

export type HealthDependencies = {
  readonly database: Pick<Database, 'ping' | 'poolUse'>;
  readonly clock: Clock;
  readonly version: string;
  readonly publicUrl: string;
  readonly readiness: Readiness;
  /** Whether people can sign in by a mailed link. */
  readonly magicLinks: boolean;
  readonly demo: () => Demo | null;
};

const CHECK_FRESH_MS = 1_000;
const PING_TIMEOUT_MS = 2_000;

type Check = { name: string; ok: boolean; latency_ms: number; detail?: string };

export function createHealthModule(deps: HealthDependencies): Module {
  const startedAtMs = deps.clock.nowMs();
  const uptimeSeconds = () => Math.round((deps.clock.nowMs() - startedAtMs) / 1_000);
  const checks = remembered(deps.clock, () => checkAll(deps));
  return {
    errors: [],
    routes: [
      mount(health, async () => ok({ status: 'ok' as const, version: deps.version, uptime_seconds: uptimeSeconds() })),
      mount(ready, async () => {
        const results = await checks();
        const { phase } = deps.readiness;
        if (phase === 'ready' && results.every((check) => check.ok))
          return ok({ status: 'ready' as const, checks: results });
        const status = phase === 'ready' ? ('unready' as const) : phase;
        return { status: 503 as const, body: { status, checks: results } };
      }),
      mount(healthDetailed, async () =>
        ok({
          data: {
            version: deps.version,
            uptime_seconds: uptimeSeconds(),
            memory_mb: Math.round(process.memoryUsage.rss() / 1_048_576),
            checks: await checks(),
            pool: deps.database.poolUse(),
          },
        }),
      ),
      mount(meta, async () => {
        const { version, publicUrl, magicLinks, demo } = deps;
        return ok({ data: { version, public_url: publicUrl, magic_links: magicLinks, demo: demo() } });
      }),
    ],
  };
}

async function checkAll({ database }: HealthDependencies): Promise<Check[]> {
  return [await checkDatabase(database)];
}

async function checkDatabase(database: Pick<Database, 'ping'>): Promise<Check> {
  try {
    const latency = await withTimeout(database.ping());
    return { name: 'database', ok: true, latency_ms: latency };
  } catch (error) {
    return { name: 'database', ok: false, latency_ms: 0, detail: error instanceof Error ? error.message : 'no answer' };
  }
}

function withTimeout<T>(work: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`no answer within ${PING_TIMEOUT_MS} ms`)), PING_TIMEOUT_MS);
    work.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}

/** Load balancers ask often: the same answer serves for a second. */
function remembered(clock: Clock, look: () => Promise<Check[]>): () => Promise<Check[]> {
  let known: { at: number; checks: Promise<Check[]> } | undefined;
  return () => {
    const at = clock.nowMs();
    if (!known || at - known.at >= CHECK_FRESH_MS) known = { at, checks: look() };
    return known.checks;
  };
}

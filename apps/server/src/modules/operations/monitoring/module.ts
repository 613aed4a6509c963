import { listServices, metrics } from '@stepwell/contract';
import type { CircuitBreakers } from '../../../platform/circuit-breaker/index.ts';
import { type Module, mount, ok } from '../../../platform/http/index.ts';
import type { Metrics } from '../../../platform/telemetry/index.ts';

/** What the installation's staff and its monitoring see of this process. */
export function createMonitoringModule(deps: {
  readonly metrics: Pick<Metrics, 'text'>;
  readonly breakers: Pick<CircuitBreakers, 'reports'>;
}): Module {
  return {
    errors: [],
    routes: [
      mount(metrics, async () => ok(await deps.metrics.text())),
      mount(listServices, async () =>
        ok({
          data: deps.breakers.reports().map(({ name, state, since, timesOpened }) => ({
            name,
            state,
            since: since?.toISOString() ?? null,
            times_opened: timesOpened,
          })),
        }),
      ),
    ],
  };
}

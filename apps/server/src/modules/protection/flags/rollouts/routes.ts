import { getRollout, pauseRollout, reportOutcomes, resumeRollout, startRollout, stopRollout } from '@stepwell/contract';
import { created, mount, type MountedRoute, ok } from '../../../../platform/http/index.ts';
import type { CallerOf } from '../caller.ts';
import type { OutcomeReports } from './outcomes.ts';
import type { Rollouts } from './rollouts.ts';
import { viewOf } from './view.ts';

export function rolloutRoutes(flags: Rollouts & OutcomeReports, callerOf: CallerOf): MountedRoute[] {
  return [
    mount(getRollout, async ({ principal, context, params }) => {
      const rollout = await flags.rollout(callerOf(principal, context), params.key);
      return ok({ data: rollout ? viewOf(rollout) : null });
    }),
    mount(startRollout, async ({ principal, context, params, body }) =>
      created({ data: viewOf(await flags.startRollout(callerOf(principal, context), params.key, body)) }),
    ),
    mount(pauseRollout, async ({ principal, context, params }) =>
      ok({ data: viewOf(await flags.pauseRollout(callerOf(principal, context), params.key)) }),
    ),
    mount(resumeRollout, async ({ principal, context, params, body }) =>
      ok({ data: viewOf(await flags.resumeRollout(callerOf(principal, context), params.key, body.from)) }),
    ),
    mount(stopRollout, async ({ principal, context, params }) =>
      ok({ data: viewOf(await flags.stopRollout(callerOf(principal, context), params.key)) }),
    ),
    mount(reportOutcomes, async ({ principal, context, params, body }) => {
      const outcomes = body.outcomes.map(({ targeting_key: targetingKey, succeeded: hasSucceeded, ...known }) => ({
        ...known,
        targetingKey,
        hasSucceeded,
      }));
      return ok({ data: await flags.reportOutcomes(callerOf(principal, context), params.key, outcomes) });
    }),
  ];
}

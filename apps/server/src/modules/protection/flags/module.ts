import type { Module } from '../../../platform/http/index.ts';
import { type ActorOf, callersNamedBy } from './caller.ts';
import { flagErrors } from './errors.ts';
import { ofrepRoutes } from './ofrep-routes.ts';
import { rolloutRoutes } from './rollouts/routes.ts';
import { flagRoutes } from './routes.ts';
import type { Flags } from './service.ts';

export function createFlagsModule({ flags, actorOf }: { flags: Flags; actorOf: ActorOf }): Module {
  const callerOf = callersNamedBy(actorOf);
  return {
    routes: [...flagRoutes(flags, callerOf), ...rolloutRoutes(flags, callerOf), ...ofrepRoutes(flags)],
    errors: [flagErrors],
  };
}

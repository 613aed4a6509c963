import type { Module } from '../../../platform/http/index.ts';
import { killSwitchErrors } from './errors.ts';
import { type KillSwitchRouteDependencies, killSwitchRoutes } from './routes.ts';

export function createKillSwitchModule(deps: KillSwitchRouteDependencies): Module {
  return { routes: killSwitchRoutes(deps), errors: [killSwitchErrors] };
}

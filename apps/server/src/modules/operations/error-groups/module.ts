import type { Module } from '../../../platform/http/index.ts';
import { errorGroupRoutes } from './routes.ts';
import type { ErrorGroups } from './service.ts';

export function createErrorGroupsModule({ errorGroups }: { errorGroups: ErrorGroups }): Module {
  return { routes: errorGroupRoutes(errorGroups), errors: [] };
}

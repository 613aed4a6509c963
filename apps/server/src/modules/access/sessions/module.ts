import type { Module } from '../../../platform/http/index.ts';
import { sessionErrors } from './errors.ts';
import { sessionRoutes } from './routes.ts';
import type { SessionService } from './service.ts';

export function createSessionsModule({ sessions }: { sessions: SessionService }): Module {
  return { routes: sessionRoutes(sessions), errors: [sessionErrors] };
}

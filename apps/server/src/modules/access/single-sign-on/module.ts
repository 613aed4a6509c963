import type { Module } from '../../../platform/http/index.ts';
import type { Sessions } from '../sessions/index.ts';
import { singleSignOnErrors } from './errors.ts';
import { singleSignOnRoutes } from './routes.ts';
import type { SingleSignOn } from './service.ts';

export function createSingleSignOnModule(deps: { singleSignOn: SingleSignOn; sessions: Pick<Sessions, 'me'> }): Module {
  return { routes: singleSignOnRoutes(deps), errors: [singleSignOnErrors] };
}

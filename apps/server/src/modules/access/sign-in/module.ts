import type { Module } from '../../../platform/http/index.ts';
import type { Sessions } from '../sessions/index.ts';
import { signInErrors } from './errors.ts';
import { signInRoutes } from './routes.ts';
import type { SignIn } from './service.ts';

export function createSignInModule(deps: { signIns: SignIn; sessions: Pick<Sessions, 'me'> }): Module {
  return { routes: signInRoutes(deps), errors: [signInErrors] };
}

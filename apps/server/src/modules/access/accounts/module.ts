import type { Module } from '../../../platform/http/index.ts';
import { accountErrors } from './errors.ts';

export function createAccountsModule(): Module {
  return { routes: [], errors: [accountErrors] };
}

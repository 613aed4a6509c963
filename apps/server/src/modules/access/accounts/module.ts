import type { Module } from '../../../platform/http/index.ts';
import { accountErrors } from './errors.ts';
import { accountRoutes } from './routes.ts';
import type { AccountService } from './service.ts';

export function createAccountsModule({ accounts }: { accounts: AccountService }): Module {
  return { routes: accountRoutes(accounts), errors: [accountErrors] };
}

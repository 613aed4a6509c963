export { createBreachCheck } from './breach-check.ts';
export { accountErrors } from './errors.ts';
export type { PasswordCheck } from './lockout.ts';
export type { PasswordCost } from './passwords.ts';
export type { Account } from './read-model.ts';
export { assertSuperAdminBeside } from './standing/last-super-admin.ts';
export type { LockedAccount } from './standing/standing.ts';
export { type Accounts, type AccountService, createAccounts } from './service.ts';

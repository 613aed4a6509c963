export { accountErrors } from './errors.ts';
export type { PasswordCost } from './passwords.ts';
export { type Accounts, createAccounts, type PasswordCheck } from './service.ts';

import type { SystemTx } from '../../../platform/database/index.ts';
import { organizationRequiring } from './read-model.ts';

/** What signing in any other way has to ask first. */
export type SingleSignOnRule = {
  /**
   * The organization of the account that lets it sign in with its single sign-on only. Owners can always sign in otherwise,
   * so that an identity provider that fails locks no organization out.
   */
  requiredBy(tx: SystemTx, accountId: string): Promise<string | undefined>;
};

export function createSingleSignOnRule(): SingleSignOnRule {
  return { requiredBy: (tx, accountId) => organizationRequiring(tx, accountId) };
}

import type { SystemTx } from '../../../platform/database/index.ts';
import { isRequiredFor } from './read-model.ts';

/** What signing in any other way has to ask first. */
export type SingleSignOnRule = {
  /**
   * Whether an organization that the account belongs to lets it sign in with its single sign-on only. Owners can always sign
   * in otherwise, so that an identity provider that fails locks no organization out.
   */
  requiredFor(tx: SystemTx, accountId: string): Promise<boolean>;
};

export function createSingleSignOnRule(): SingleSignOnRule {
  return { requiredFor: (tx, accountId) => isRequiredFor(tx, accountId) };
}

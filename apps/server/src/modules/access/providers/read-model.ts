import type { Statement, SystemTx } from '../../../platform/database/index.ts';
import type { ConnectedRow } from './repository.ts';

/** Single sign-on keeps whom it knows under `sso:` and the id of its connection. */
const LIST: Statement = {
  name: 'providers_list_connected',
  text: `select c.id, c.provider, c.email, c.connected_at as "connectedAt", c.last_used_at as "lastUsedAt",
           o.name as "organizationName"
         from connected_accounts c
         left join single_sign_on_connections s on c.provider = 'sso:' || s.id
         left join organizations o on o.id = s.org_id
         where c.account_id = $1 order by c.connected_at, c.id limit 100`,
};

export type ListedAccount = Pick<ConnectedRow, 'id' | 'provider' | 'email' | 'connectedAt' | 'lastUsedAt'> & {
  /** Of single sign-on alone. */
  readonly organizationName: string | null;
};

export function listConnected(tx: SystemTx, accountId: string): Promise<ListedAccount[]> {
  return tx.run<ListedAccount>(LIST, [accountId]);
}

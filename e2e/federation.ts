import {
  addDomain,
  issueDirectoryToken,
  putSingleSignOn,
  setDirectoryGroupRole,
  verifyDomain,
} from '@stepwell/contract';
import { createSamlProvider } from '../apps/server/src/testing/saml-provider.ts';
import { callsAs } from './calls-as.ts';
import { publishRecord } from './elsewhere.ts';
import type { Organization } from './organizations.ts';
import { directoryOf } from './scim-client.ts';

const DOMAINS = ['northwind-people.example', 'a-rather-long-name-of-a-subsidiary.northwind-people.example'];

/** Gives an organization all that there is to show: SAML that is a draft, two domains, and a directory with people and groups. */
export async function setUpFederation(url: string, { session }: Organization, zone: string): Promise<void> {
  const { call } = callsAs(url, session);
  const { entityId, signInUrl, certificate } = createSamlProvider('login.northwind-people.example');
  const saml = { entity_id: entityId, sign_in_url: signInUrl, certificates: [certificate] };
  await call(putSingleSignOn, { body: { kind: 'saml', default_role: 'viewer', saml } });
  const [proved] = await Promise.all(DOMAINS.map((domain) => call(addDomain, { body: { domain } })));
  if (proved === undefined) throw new Error('a domain was named');
  await publishRecord(zone, proved.data.dns_record);
  await call(verifyDomain, { params: { id: proved.data.id } });
  const { data } = await call(issueDirectoryToken);
  const directory = directoryOf(data.base_url, data.secret);
  const ida = await directory.addUser({ userName: `ida@${DOMAINS[0]}`, displayName: 'Ida Rhodes' });
  await directory.addUser({ userName: `mary@${DOMAINS[0]}`, displayName: 'Mary Ross', active: false });
  const { id } = await directory.addGroup('Warehouse and dispatch, northern region', [ida.id]);
  await directory.addGroup('Accounts', []);
  await call(setDirectoryGroupRole, { params: { id }, body: { role: 'member' } });
}

import { issueDirectoryToken, type Route } from '@stepwell/contract';
import { createDirectoryModule } from '../modules/access/directory/module.ts';
import { type AccessWorld, type Call, createAccessWorld } from './access-world.ts';

/** Everything that a SCIM body may hold; a test knows what it asked for. */
export type ScimBody = {
  readonly id: string;
  readonly schemas: readonly string[];
  readonly userName: string;
  readonly displayName: string;
  readonly active: boolean;
  readonly meta: {
    readonly location: string;
    readonly version: string;
    readonly created: string;
    readonly lastModified: string;
  };
  readonly members?: readonly { readonly value: string; readonly display: string }[];
  readonly Resources: readonly ScimBody[];
  readonly totalResults: number;
  readonly itemsPerPage: number;
  readonly startIndex: number;
  readonly status: string;
  readonly scimType?: string;
  readonly detail: string;
  readonly [attribute: string]: unknown;
};

export type ScimReply = {
  readonly status: number;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly body: ScimBody;
};

/** An organization whose directory is connected. */
export type Connected = {
  readonly orgId: string;
  readonly domain: string;
  /** Session of the owner. */
  readonly session: string;
  readonly token: string;
  readonly scim: (route: Route, call?: Omit<Call, 'bearer' | 'session'>) => Promise<ScimReply>;
};

export type DirectoryWorld = AccessWorld & {
  /** Founds the organization `slug` with the verified domain `slug.example` and connects its directory. */
  connect(slug: string): Promise<Connected>;
  rows(text: string, values?: readonly unknown[]): Promise<Record<string, unknown>[]>;
};

/** The access wing with directories; every organization has verified the domain of its name. */
export async function createDirectoryWorld(): Promise<DirectoryWorld> {
  const domains = new Map<string, readonly string[]>();
  const world = await createAccessWorld((access) => [createDirectoryModule(access)], {
    domainsOf: (orgId) => domains.get(orgId) ?? [],
  });
  await world.addOrganization('stepwell', { isSystem: true });
  return {
    ...world,
    async connect(slug) {
      const { id: orgId } = await world.addOrganization(slug);
      const domain = `${slug}.example`;
      domains.set(orgId, [domain]);
      await world.addMember(`owner@${domain}`, [{ orgId, role: 'owner' }]);
      const session = await world.signIn(`owner@${domain}`);
      const token = (await world.call(issueDirectoryToken, { session })).body.data.secret;
      const scim: Connected['scim'] = async (route, call = {}) => {
        const { body, ...answer } = await world.call<Route>(route, { ...call, bearer: token });
        return { ...answer, body: body as unknown as ScimBody };
      };
      return { orgId, domain, session, token, scim };
    },
    rows: (text, values = []) => world.test.asOwner(text, values),
  };
}

import type { GivenRole } from '@stepwell/contract';
import type { SystemTx } from '../../../platform/database/index.ts';
import type { MemberPrincipal } from '../../../platform/http/index.ts';
import type { AuditActor } from '../callers/index.ts';
import type { Caller, GroupView, Summary, UserView } from './directory-records.ts';
import { changeGroup, createGroup, getGroup, giveGroupRole, removeGroup, replaceGroup } from './groups.ts';
import type { PatchRequest } from './patches/operations.ts';
import { groupsAfter, type Listing, listGroups, listUsers, type Page, readSummary } from './read-model.ts';
import { type Authenticated, statesByEmail } from './repository.ts';
import { createTokens, type Tokens } from './tokens.ts';
import { changeUser, createUser, getUser, removeUser, replaceUser, type Target } from './users.ts';
import { baseUrlOf, type DirectoryDependencies } from './work.ts';

/** What other rooms may ask. */
export type Directory = {
  /** Whose directory a token is; remembered for 5 s. Throws `directory_token_invalid`. */
  authenticateDirectory(secret: string): Promise<Authenticated>;
  /** Drops what is remembered when another process replaces a token. Call once at start. */
  followRevocations(): Promise<{ stop(): void }>;
  /** Whether the directory of an organization knows somebody with this address, and has switched every such user off. */
  isDeactivated(tx: SystemTx, orgId: string, email: string): Promise<boolean>;
};

type Body = Readonly<Record<string, unknown>>;

/** The use-cases behind the room's own routes. Refusals are those of RFC 7644, section 3.12. */
export type DirectoryService = Directory & {
  readonly baseUrl: string;
  summary(orgId: string): Promise<Summary>;
  /** The secret is returned this once, and the former one stops working. Throws `directory_domain_needed`. */
  issueToken(member: MemberPrincipal, actor: AuditActor): Promise<string>;
  disconnect(member: MemberPrincipal, actor: AuditActor): Promise<void>;
  /** Up to `count` groups younger than the group `after`. */
  groupsAfter(orgId: string, after: string | undefined, count: number): Promise<GroupView[]>;
  /** Throws `not_found`. */
  setGroupRole(caller: Caller, id: string, role: GivenRole | null): Promise<GroupView>;

  getUser(orgId: string, id: string): Promise<UserView>;
  listUsers(orgId: string, listing: Listing): Promise<Page<UserView>>;
  createUser(caller: Caller, body: Body): Promise<UserView>;
  replaceUser(caller: Caller, target: Target, body: Body): Promise<UserView>;
  changeUser(caller: Caller, target: Target, request: PatchRequest): Promise<UserView>;
  removeUser(caller: Caller, target: Target): Promise<void>;

  getGroup(orgId: string, id: string, withMembers: boolean): Promise<GroupView>;
  listGroups(orgId: string, listing: Listing, withMembers: boolean): Promise<Page<GroupView>>;
  createGroup(caller: Caller, body: Body): Promise<GroupView>;
  replaceGroup(caller: Caller, target: Target, body: Body): Promise<GroupView>;
  changeGroup(caller: Caller, target: Target, request: PatchRequest): Promise<GroupView>;
  removeGroup(caller: Caller, target: Target): Promise<void>;
};

export function createDirectory(deps: DirectoryDependencies): DirectoryService {
  const tokens = createTokens(deps);
  return {
    baseUrl: baseUrlOf(deps),
    ...createDoor(tokens),
    ...settingsOf(deps, tokens),
    ...usersOf(deps),
    ...groupsOf(deps),
  };
}

function createDoor(tokens: Tokens): Directory {
  return {
    authenticateDirectory: (secret) => tokens.authenticate(secret),
    followRevocations: () => tokens.followRevocations(),
    async isDeactivated(tx, orgId, email) {
      const states = await statesByEmail(tx, orgId, email);
      return states.length > 0 && !states.includes(true);
    },
  };
}

function settingsOf(deps: DirectoryDependencies, tokens: Tokens) {
  const { database } = deps;
  return {
    summary: (orgId) => database.asTenant(orgId, (tx) => readSummary(tx)),
    issueToken: (member, actor) => tokens.issue(member, actor),
    disconnect: (member, actor) => tokens.revoke(member, actor),
    groupsAfter: (orgId, after, count) => database.asTenant(orgId, (tx) => groupsAfter(tx, after, count)),
    setGroupRole: (caller, id, role) => giveGroupRole(deps, caller, id, role),
  } satisfies Partial<DirectoryService>;
}

function usersOf(deps: DirectoryDependencies) {
  return {
    getUser: (orgId, id) => getUser(deps, orgId, id),
    listUsers: (orgId, listing) => deps.database.asTenant(orgId, (tx) => listUsers(tx, listing)),
    createUser: async (caller, body) => createUser(deps, caller, body),
    replaceUser: async (caller, target, body) => replaceUser(deps, caller, target, body),
    changeUser: async (caller, target, request) => changeUser(deps, caller, target, request),
    removeUser: async (caller, target) => removeUser(deps, caller, target),
  } satisfies Partial<DirectoryService>;
}

function groupsOf(deps: DirectoryDependencies) {
  return {
    getGroup: (orgId, id, withMembers) => getGroup(deps, orgId, id, withMembers),
    listGroups: (orgId, listing, withMembers) =>
      deps.database.asTenant(orgId, (tx) => listGroups(tx, listing, withMembers)),
    createGroup: async (caller, body) => createGroup(deps, caller, body),
    replaceGroup: async (caller, target, body) => replaceGroup(deps, caller, target, body),
    changeGroup: async (caller, target, request) => changeGroup(deps, caller, target, request),
    removeGroup: async (caller, target) => removeGroup(deps, caller, target),
  } satisfies Partial<DirectoryService>;
}

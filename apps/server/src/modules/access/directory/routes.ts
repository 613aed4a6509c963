import {
  type DirectoryGroupView,
  type DirectoryView,
  disconnectDirectory,
  getDirectory,
  issueDirectoryToken,
  listDirectoryGroups,
  scimCreateGroup,
  scimCreateUser,
  scimDeleteGroup,
  scimDeleteUser,
  scimGetGroup,
  scimGetResourceType,
  scimGetSchema,
  scimGetUser,
  scimListGroups,
  scimListResourceTypes,
  scimListSchemas,
  scimListUsers,
  scimPatchGroup,
  scimPatchUser,
  scimReplaceGroup,
  scimReplaceUser,
  scimSearchGroups,
  scimSearchUsers,
  scimServiceProviderConfig,
  setDirectoryGroupRole,
} from '@stepwell/contract';
import type { z } from 'zod';
import { commonErrors } from '../../../platform/errors/index.ts';
import {
  created,
  decodeIdCursor,
  encodeCursor,
  mount,
  type MountedRoute,
  noContent,
  ok,
  type Principal,
  type RequestContext,
} from '../../../platform/http/index.ts';
import { auditActor, memberOf } from '../callers/index.ts';
import type { Caller, GroupView, Summary, UserView } from './directory-records.ts';
import { type ListRequest, readListing, readProjection } from './list-request.ts';
import { listOf, oneOf, resourceTypes, schemas, serviceProviderConfig } from './schemas/discovery.ts';
import { isWanted, project, type Projection, versionOf, viewOfGroup, viewOfUser } from './schemas/views.ts';
import type { DirectoryService } from './service.ts';

export function directorySettingsRoutes(directory: DirectoryService): MountedRoute[] {
  return [
    mount(getDirectory, async ({ principal }) => {
      return ok({ data: settingsView(directory, await directory.summary(memberOf(principal).orgId)) });
    }),
    mount(issueDirectoryToken, async ({ principal, context }) => {
      const member = memberOf(principal);
      const secret = await directory.issueToken(member, auditActor(member, context));
      return created({ data: { ...settingsView(directory, await directory.summary(member.orgId)), secret } });
    }),
    mount(disconnectDirectory, async ({ principal, context }) => {
      const member = memberOf(principal);
      await directory.disconnect(member, auditActor(member, context));
      return noContent();
    }),
    mount(listDirectoryGroups, async ({ principal, query }) => {
      const { orgId } = memberOf(principal);
      const rows = await directory.groupsAfter(orgId, decodeIdCursor(query.cursor), query.limit + 1);
      const page = rows.slice(0, query.limit);
      const last = rows.length > page.length ? page.at(-1) : undefined;
      return ok({ data: page.map(groupView), meta: { next_cursor: last ? encodeCursor([last.id]) : null } });
    }),
    mount(setDirectoryGroupRole, async ({ principal, params, body, context }) => {
      const member = memberOf(principal);
      const caller = { orgId: member.orgId, actor: auditActor(member, context) };
      return ok({ data: groupView(await directory.setGroupRole(caller, params.id, body.role)) });
    }),
  ];
}

export function scimRoutes(directory: DirectoryService): MountedRoute[] {
  return [...discoveryRoutes(directory), ...userRoutes(directory), ...groupRoutes(directory)];
}

function discoveryRoutes({ baseUrl }: DirectoryService): MountedRoute[] {
  return [
    mount(scimServiceProviderConfig, async () => ok(serviceProviderConfig(baseUrl))),
    mount(scimListResourceTypes, async () => ok(listOf(resourceTypes(baseUrl)))),
    mount(scimGetResourceType, async ({ params }) => ok(oneOf(resourceTypes(baseUrl), params.id))),
    mount(scimListSchemas, async () => ok(listOf(schemas(baseUrl)))),
    mount(scimGetSchema, async ({ params }) => ok(oneOf(schemas(baseUrl), params.id))),
  ];
}

function userRoutes(directory: DirectoryService): MountedRoute[] {
  const listed = async (principal: Principal, request: ListRequest) => {
    const { startIndex, ...listing } = readListing('User', request);
    const { total, rows } = await directory.listUsers(orgOf(principal), listing);
    const resources = rows.map((user) => project(viewOfUser(user, directory.baseUrl), readProjection(request)));
    return ok(listOf(resources, total, startIndex));
  };
  const shown = (user: UserView, context: RequestContext, projection: Projection) => {
    tell(context, `${directory.baseUrl}/Users/${user.id}`, user);
    return project(viewOfUser(user, directory.baseUrl), projection);
  };
  return [
    mount(scimListUsers, ({ principal, query }) => listed(principal, query)),
    mount(scimSearchUsers, ({ principal, body }) => listed(principal, body)),
    mount(scimCreateUser, async ({ principal, body, context }) =>
      created(shown(await directory.createUser(callerOf(principal, context), body), context, readProjection({}))),
    ),
    mount(scimGetUser, async ({ principal, params, query, context }) =>
      ok(shown(await directory.getUser(orgOf(principal), params.id), context, readProjection(query))),
    ),
    mount(scimReplaceUser, async ({ principal, params, query, body, context }) => {
      const user = await directory.replaceUser(callerOf(principal, context), targetOf(params, context), body);
      return ok(shown(user, context, readProjection(query)));
    }),
    mount(scimPatchUser, async ({ principal, params, query, body, context }) => {
      const user = await directory.changeUser(callerOf(principal, context), targetOf(params, context), body);
      return ok(shown(user, context, readProjection(query)));
    }),
    mount(scimDeleteUser, async ({ principal, params, context }) => {
      await directory.removeUser(callerOf(principal, context), targetOf(params, context));
      return noContent();
    }),
  ];
}

function groupRoutes(directory: DirectoryService): MountedRoute[] {
  const listed = async (principal: Principal, request: ListRequest) => {
    const { startIndex, ...listing } = readListing('Group', request);
    const projection = readProjection(request);
    const { total, rows } = await directory.listGroups(orgOf(principal), listing, isWanted('members', projection));
    const resources = rows.map((group) => project(viewOfGroup(group, directory.baseUrl), projection));
    return ok(listOf(resources, total, startIndex));
  };
  const shown = (group: GroupView, context: RequestContext, projection: Projection) => {
    tell(context, `${directory.baseUrl}/Groups/${group.id}`, group);
    return project(viewOfGroup(group, directory.baseUrl), projection);
  };
  return [
    mount(scimListGroups, ({ principal, query }) => listed(principal, query)),
    mount(scimSearchGroups, ({ principal, body }) => listed(principal, body)),
    mount(scimCreateGroup, async ({ principal, body, context }) =>
      created(shown(await directory.createGroup(callerOf(principal, context), body), context, readProjection({}))),
    ),
    mount(scimGetGroup, async ({ principal, params, query, context }) => {
      const projection = readProjection(query);
      const group = await directory.getGroup(orgOf(principal), params.id, isWanted('members', projection));
      return ok(shown(group, context, projection));
    }),
    mount(scimReplaceGroup, async ({ principal, params, query, body, context }) => {
      const group = await directory.replaceGroup(callerOf(principal, context), targetOf(params, context), body);
      return ok(shown(group, context, readProjection(query)));
    }),
    mount(scimPatchGroup, async ({ principal, params, query, body, context }) => {
      const group = await directory.changeGroup(callerOf(principal, context), targetOf(params, context), body);
      return ok(shown(group, context, readProjection(query)));
    }),
    mount(scimDeleteGroup, async ({ principal, params, context }) => {
      await directory.removeGroup(callerOf(principal, context), targetOf(params, context));
      return noContent();
    }),
  ];
}

function orgOf(principal: Principal): string {
  if (principal.kind !== 'directory') throw commonErrors.permission_denied();
  return principal.orgId;
}

function callerOf(principal: Principal, { ip, userAgent, correlationId }: RequestContext): Caller {
  if (principal.kind !== 'directory') throw commonErrors.permission_denied();
  const { orgId, tokenId } = principal;
  return { orgId, actor: { actorKind: 'directory', actorId: tokenId, ip, userAgent, correlationId } };
}

function targetOf({ id }: { id: string }, context: RequestContext) {
  return { id, ifMatch: context.header('if-match') };
}

function tell(context: RequestContext, location: string, kept: { readonly version: number }): void {
  context.setHeader('location', location);
  context.setHeader('etag', versionOf(kept));
}

function settingsView({ baseUrl }: DirectoryService, summary: Summary): z.input<typeof DirectoryView> {
  const { token, activeUsers, inactiveUsers, groups } = summary;
  return {
    base_url: baseUrl,
    token: token && {
      id: token.id,
      prefix: token.prefix,
      created_at: token.createdAt.toISOString(),
      last_used_at: token.lastUsedAt?.toISOString() ?? null,
    },
    users: { active: activeUsers, inactive: inactiveUsers },
    groups,
  };
}

function groupView({ id, displayName, memberCount, role }: GroupView): z.input<typeof DirectoryGroupView> {
  return { id, display_name: displayName, members: memberCount, role };
}

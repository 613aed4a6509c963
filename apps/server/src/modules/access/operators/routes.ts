import {
  anonymizeUser,
  beginImpersonation,
  editUser,
  endImpersonation,
  endUserSessions,
  getAnyOrganization,
  getInstallationStats,
  getUser,
  Id,
  listAllOrganizations,
  listUsers,
  mailPasswordReset,
  restoreAnyOrganization,
  setOperatorRole,
  suspendOrganization,
  suspendUser,
  unsuspendOrganization,
  unsuspendUser,
} from '@stepwell/contract';
import { commonErrors } from '../../../platform/errors/index.ts';
import {
  accepted,
  decodeCursor,
  encodeCursor,
  mount,
  type MountedRoute,
  ok,
  type Principal,
  type RequestContext,
  SESSION_COOKIE,
} from '../../../platform/http/index.ts';
import { auditActor, signedIn } from '../callers/index.ts';
import { originOf } from '../sessions/index.ts';
import type { PageOf } from './read-model.ts';
import type { OperatorConsole } from './service.ts';
import type { Operator } from './standing.ts';
import { organizationDetailViewOf, organizationViewOf, statsViewOf, userDetailViewOf, userViewOf } from './view.ts';

export function operatorRoutes(desk: OperatorConsole): MountedRoute[] {
  return [
    mount(getInstallationStats, async () => ok({ data: statsViewOf(await desk.stats()) })),
    ...userRoutes(desk),
    ...organizationRoutes(desk),
    ...impersonationRoutes(desk),
  ];
}

function userRoutes(desk: OperatorConsole): MountedRoute[] {
  return [
    mount(listUsers, async ({ query }) => ok(pageFrom(await desk.listUsers(pageOf(query)), query.limit, userViewOf))),
    mount(getUser, async ({ params }) => ok({ data: userDetailViewOf(await desk.user(params.id)) })),
    mount(editUser, async ({ principal, params, body, context }) => {
      const user = await desk.editUser(operatorOf(principal, context), { id: params.id, change: body });
      return ok({ data: userDetailViewOf(user) });
    }),
    mount(suspendUser, async ({ principal, params, body, context }) => {
      const user = await desk.suspendUser(operatorOf(principal, context), { ...params, ...body });
      return ok({ data: userDetailViewOf(user) });
    }),
    mount(unsuspendUser, async ({ principal, params, context }) =>
      ok({ data: userDetailViewOf(await desk.unsuspendUser(operatorOf(principal, context), params.id)) }),
    ),
    mount(endUserSessions, async ({ principal, params, context }) =>
      ok({ data: { revoked: await desk.endUserSessions(operatorOf(principal, context), params.id) } }),
    ),
    mount(mailPasswordReset, async ({ principal, params, context }) => {
      await desk.mailPasswordReset(operatorOf(principal, context), params.id);
      return accepted({ data: { sent: true as const } });
    }),
    mount(anonymizeUser, async ({ principal, params, body, context }) => {
      const user = await desk.anonymizeUser(operatorOf(principal, context), { ...params, ...body });
      return ok({ data: userDetailViewOf(user) });
    }),
    mount(setOperatorRole, async ({ principal, params, body, context }) => {
      const user = await desk.setOperatorRole(operatorOf(principal, context), { ...params, ...body });
      return ok({ data: userDetailViewOf(user) });
    }),
  ];
}

function organizationRoutes(desk: OperatorConsole): MountedRoute[] {
  return [
    mount(listAllOrganizations, async ({ query }) =>
      ok(pageFrom(await desk.listOrganizations(pageOf(query)), query.limit, organizationViewOf)),
    ),
    mount(getAnyOrganization, async ({ params }) =>
      ok({ data: organizationDetailViewOf(await desk.organization(params.id)) }),
    ),
    mount(suspendOrganization, async ({ principal, params, body, context }) => {
      const organization = await desk.suspendOrganization(operatorOf(principal, context), { ...params, ...body });
      return ok({ data: organizationDetailViewOf(organization) });
    }),
    mount(unsuspendOrganization, async ({ principal, params, context }) => {
      const organization = await desk.unsuspendOrganization(operatorOf(principal, context), params.id);
      return ok({ data: organizationDetailViewOf(organization) });
    }),
    mount(restoreAnyOrganization, async ({ principal, params, context }) => {
      const organization = await desk.restoreOrganization(operatorOf(principal, context), params.id);
      return ok({ data: organizationDetailViewOf(organization) });
    }),
  ];
}

/** Keeps the operator's own session while another's is in its place. Ten minutes more than that, to come back by. */
const OPERATOR_COOKIE = 'stepwell_operator';
const OPERATOR_COOKIE_PATH = '/api/v1/impersonation';
const OPERATOR_COOKIE_SECONDS = 2_400;

function impersonationRoutes(desk: OperatorConsole): MountedRoute[] {
  const keep = (context: RequestContext, token: string) => {
    const maxAgeSeconds = token === '' ? 0 : OPERATOR_COOKIE_SECONDS;
    context.setCookie(OPERATOR_COOKIE, token, { path: OPERATOR_COOKIE_PATH, maxAgeSeconds });
  };
  return [
    mount(beginImpersonation, async ({ principal, params, body, context }) => {
      const cookieToken = context.cookie(SESSION_COOKIE);
      const wish = { ...params, ...body, cookieToken };
      const { opened, me } = await desk.beginImpersonation(operatorOf(principal, context), wish);
      keep(context, cookieToken ?? '');
      context.setSessionCookie(opened.token, opened.expiresAt);
      return ok({ data: me });
    }),
    mount(endImpersonation, async ({ principal, context }) => {
      const ownToken = context.cookie(OPERATOR_COOKIE);
      const { back } = await desk.endImpersonation(principal, { ownToken, origin: originOf(context) });
      keep(context, '');
      context.setSessionCookie(back === null ? '' : (ownToken ?? ''), back?.expiresAt);
      return ok({ data: { me: back?.me ?? null } });
    }),
  ];
}

function operatorOf(principal: Principal, context: RequestContext): Operator {
  const who = signedIn(principal);
  return { who, actor: { ...auditActor(who, context), actorKind: 'operator' }, origin: originOf(context) };
}

type ListQuery<State> = {
  readonly q?: string | undefined;
  readonly state?: State | undefined;
  readonly cursor?: string | undefined;
  readonly limit: number;
};

function pageOf<State>({ q = '', state, cursor, limit }: ListQuery<State>): PageOf<State> {
  const text = q.trim();
  return {
    q: text === '' ? null : text,
    id: Id.safeParse(text).success ? text : null,
    state: state ?? null,
    after: placeOf(cursor),
    count: limit + 1,
  };
}

function placeOf(cursor: string | undefined): readonly [Date, string] | null {
  const [atMs, id] = decodeCursor(cursor, ['number', 'string']) ?? [];
  if (atMs === undefined || id === undefined) return null;
  const at = new Date(atMs);
  if (!Id.safeParse(id).success || Number.isNaN(at.getTime())) throw commonErrors.cursor_damaged();
  return [at, String(id)];
}

/** One row more than the page was asked for tells that there are more. */
function pageFrom<Row extends { readonly id: string; readonly createdAt: Date }, View>(
  rows: readonly Row[],
  limit: number,
  viewOf: (row: Row) => View,
) {
  const page = rows.slice(0, limit);
  const last = rows.length > limit ? page.at(-1) : undefined;
  const next = last ? encodeCursor([last.createdAt.getTime(), last.id]) : null;
  return { data: page.map(viewOf), meta: { next_cursor: next } };
}

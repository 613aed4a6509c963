import {
  changeMemberRole,
  getPolicy,
  Id,
  leaveOrganization,
  listMembers,
  MEMBER_POLICY,
  MEMBER_ROLES,
  type MemberView,
  removeMember,
  transferOwnership,
} from '@stepwell/contract';
import type { z } from 'zod';
import { commonErrors } from '../../../platform/errors/index.ts';
import { decodeCursor, encodeCursor, mount, type MountedRoute, noContent, ok } from '../../../platform/http/index.ts';
import { auditActor, memberOf } from '../callers/index.ts';
import type { MemberRow } from './read-model.ts';
import type { MemberService } from './service.ts';

export function memberRoutes(members: MemberService): MountedRoute[] {
  return [
    mount(listMembers, async ({ principal, query }) => {
      const { orgId, accountId } = memberOf(principal);
      const { q, role, limit } = query;
      const rows = await members.list(orgId, { q, role, after: placeOf(query.cursor), count: limit + 1 });
      const page = rows.slice(0, limit);
      const last = rows.length > limit ? page.at(-1) : undefined;
      const next = last ? encodeCursor([last.sortName, last.accountId]) : null;
      return ok({ data: page.map((row) => viewOf(row, accountId)), meta: { next_cursor: next } });
    }),
    mount(changeMemberRole, async ({ principal, params, body, context }) => {
      const member = memberOf(principal);
      const row = await members.changeRole(member, params.account_id, body.role, auditActor(member, context));
      return ok({ data: viewOf(row, member.accountId) });
    }),
    mount(removeMember, async ({ principal, params, context }) => {
      const member = memberOf(principal);
      await members.remove(member, params.account_id, auditActor(member, context));
      return noContent();
    }),
    mount(leaveOrganization, async ({ principal, context }) => {
      const member = memberOf(principal);
      return ok({ data: await members.leave(member, auditActor(member, context)) });
    }),
    mount(transferOwnership, async ({ principal, body, context }) => {
      const member = memberOf(principal);
      const actor = auditActor(member, context);
      return ok({ data: await members.transferOwnership(member, body.account_id, actor) });
    }),
    mount(getPolicy, async () => ok({ data: policy() })),
  ];
}

function placeOf(cursor: string | undefined): readonly [string, string] | undefined {
  const [name, id] = decodeCursor(cursor, ['string', 'string']) ?? [];
  if (name === undefined || id === undefined) return undefined;
  if (!Id.safeParse(id).success) throw commonErrors.cursor_damaged();
  return [String(name), String(id)];
}

function policy() {
  const permissions = Object.entries(MEMBER_POLICY).map(([name, roles]) => ({ name, roles: [...roles] }));
  return { roles: [...MEMBER_ROLES], permissions };
}

function viewOf(row: MemberRow, ownId: string): z.input<typeof MemberView> {
  return {
    account_id: row.accountId,
    name: row.name,
    email: row.email,
    email_verified: row.emailVerified,
    has_second_factor: row.hasSecondFactor,
    role: row.role,
    is_you: row.accountId === ownId,
    joined_at: row.joinedAt.toISOString(),
    last_active_at: row.lastActiveAt?.toISOString() ?? null,
  };
}

import { getMe, signIn, signOut, switchOrganization } from '@stepwell/contract';
import { mount, type MountedRoute, noContent, ok } from '../../../platform/http/index.ts';
import { auditActor, memberOf } from '../callers/index.ts';
import type { SessionService } from './service.ts';

export function sessionRoutes(sessions: SessionService): MountedRoute[] {
  return [
    mount(signIn, async ({ body, context }) => {
      const { ip, userAgent, correlationId } = context;
      const { token, expiresAt, me } = await sessions.signIn({ ...body, ip, userAgent, correlationId });
      context.setSessionCookie(token, expiresAt);
      return ok({ data: me });
    }),
    mount(signOut, async ({ principal, context }) => {
      const member = memberOf(principal);
      await sessions.signOut(member, auditActor(member, context));
      context.setSessionCookie('', undefined);
      return noContent();
    }),
    mount(getMe, async ({ principal }) => {
      return ok({ data: await sessions.me(memberOf(principal)) });
    }),
    mount(switchOrganization, async ({ principal, body, context }) => {
      const member = memberOf(principal);
      const me = await sessions.switchOrganization(member, body.organization_id, auditActor(member, context));
      return ok({ data: me });
    }),
  ];
}

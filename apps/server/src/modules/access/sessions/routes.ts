import {
  getMe,
  listSessions,
  logOut,
  refreshTokens,
  revokeOtherSessions,
  revokeSession,
  signOut,
  switchOrganization,
} from '@stepwell/contract';
import { hashSecret } from '../../../platform/crypto/index.ts';
import {
  mount,
  type MountedRoute,
  noContent,
  ok,
  type RequestContext,
  SESSION_COOKIE,
} from '../../../platform/http/index.ts';
import { auditActor, signedIn } from '../callers/index.ts';
import type { SessionService } from './service.ts';
import type { Origin } from './session.ts';
import { tokensViewOf } from './view.ts';

export function sessionRoutes(sessions: SessionService): MountedRoute[] {
  return [
    mount(signOut, async ({ principal, context }) => {
      const who = signedIn(principal);
      await sessions.signOut(who, auditActor(who, context));
      context.setSessionCookie('', undefined);
      return noContent();
    }),
    mount(refreshTokens, async ({ body, context }) => {
      const tokens = await sessions.refresh(body.refresh_token, originOf(context));
      return ok({ data: tokensViewOf(tokens) });
    }),
    mount(logOut, async ({ principal, context }) => {
      const who = signedIn(principal);
      await sessions.signOut(who, auditActor(who, context));
      return noContent();
    }),
    mount(getMe, async ({ principal }) => ok({ data: await sessions.me(signedIn(principal).sessionId) })),
    mount(switchOrganization, async ({ principal, body, context }) => {
      const who = signedIn(principal);
      return ok({ data: await sessions.switchOrganization(who, body.organization_id, auditActor(who, context)) });
    }),
    mount(listSessions, async ({ principal }) => ok({ data: await sessions.list(signedIn(principal)) })),
    mount(revokeSession, async ({ principal, params, context }) => {
      const who = signedIn(principal);
      await sessions.revoke(who, params.id, auditActor(who, context));
      return noContent();
    }),
    mount(revokeOtherSessions, async ({ principal, context }) => {
      const who = signedIn(principal);
      return ok({ data: { revoked: await sessions.revokeOthers(who, auditActor(who, context)) } });
    }),
  ];
}

/** Where a request came from, as sessions keep it. */
export function originOf(context: RequestContext): Origin {
  const { ip, userAgent, correlationId } = context;
  const token = context.cookie(SESSION_COOKIE);
  return { ip, userAgent, correlationId, cookieHash: token === undefined ? undefined : hashSecret(token) };
}

import {
  changeEmail,
  changePassword,
  deleteAccount,
  ratePassword,
  requestPasswordReset,
  resendVerification,
  resetPassword,
  signUp,
  unlockSignIn,
  updateProfile,
  verifyEmail,
} from '@stepwell/contract';
import {
  accepted,
  mount,
  type MountedRoute,
  noContent,
  ok,
  type Principal,
  type RequestContext,
} from '../../../platform/http/index.ts';
import { auditActor, signedIn } from '../callers/index.ts';
import { originOf } from '../sessions/index.ts';
import type { AccountService } from './service.ts';
import type { Caller } from './work.ts';

const SENT = { data: { sent: true } } as const;

export function accountRoutes(accounts: AccountService): MountedRoute[] {
  return [...recoveryRoutes(accounts), ...ownAccountRoutes(accounts)];
}

function recoveryRoutes(accounts: AccountService): MountedRoute[] {
  return [
    mount(signUp, async ({ body: { accept_terms: _, ...request }, context }) => {
      await accounts.signUp({ ...request, origin: originOf(context) });
      return accepted(SENT);
    }),
    mount(verifyEmail, async ({ body, principal, context }) => {
      const who = principal.kind === 'member' || principal.kind === 'account' ? principal : undefined;
      const { email, me, opened } = await accounts.verifyEmail({ ...body, who, origin: originOf(context) });
      if (opened !== undefined) context.setSessionCookie(opened.token, opened.expiresAt);
      return ok({ data: { email, me } });
    }),
    mount(requestPasswordReset, async ({ body, context }) => {
      await accounts.requestPasswordReset(body.email, originOf(context));
      return accepted(SENT);
    }),
    mount(resetPassword, async ({ body, context }) => {
      const { email, endedSessions } = await accounts.resetPassword({ ...body, origin: originOf(context) });
      return ok({ data: { email, ended_sessions: endedSessions } });
    }),
    mount(unlockSignIn, async ({ body, context }) => {
      return ok({ data: { email: await accounts.unlockSignIn(body.token, originOf(context)) } });
    }),
    mount(ratePassword, async ({ body }) => ok({ data: await accounts.ratePassword(body.password, body.known) })),
  ];
}

function ownAccountRoutes(accounts: AccountService): MountedRoute[] {
  return [
    mount(resendVerification, async ({ principal, context }) => {
      await accounts.resendVerification(callerOf(principal, context));
      return accepted(SENT);
    }),
    mount(updateProfile, async ({ principal, body, context }) => {
      return ok({ data: await accounts.updateProfile(callerOf(principal, context), body) });
    }),
    mount(changeEmail, async ({ principal, body, context }) => {
      await accounts.changeEmail(callerOf(principal, context), body.email);
      return accepted(SENT);
    }),
    mount(changePassword, async ({ principal, body, context }) => {
      const { password, current_password: currentPassword } = body;
      const ended = await accounts.changePassword(callerOf(principal, context), { password, currentPassword });
      return ok({ data: { ended_sessions: ended } });
    }),
    mount(deleteAccount, async ({ principal, context }) => {
      await accounts.deleteAccount(callerOf(principal, context));
      context.setSessionCookie('', undefined);
      return noContent();
    }),
  ];
}

function callerOf(principal: Principal, context: RequestContext): Caller {
  const who = signedIn(principal);
  return { who, actor: auditActor(who, context), origin: originOf(context) };
}

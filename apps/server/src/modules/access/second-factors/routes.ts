import {
  addPasskey,
  beginPasskey,
  beginTotp,
  confirmTotp,
  getSignInMethods,
  removePasskey,
  removeTotp,
  renamePasskey,
  renewBackupCodes,
} from '@stepwell/contract';
import { commonErrors } from '../../../platform/errors/index.ts';
import {
  created,
  mount,
  type MountedRoute,
  noContent,
  ok,
  type Principal,
  type RequestContext,
} from '../../../platform/http/index.ts';
import { auditActor, signedIn } from '../callers/index.ts';
import { originOf } from '../sessions/index.ts';
import type { Owner, SecondFactorService } from './service.ts';

export function secondFactorRoutes(factors: SecondFactorService): MountedRoute[] {
  return [
    mount(getSignInMethods, async ({ principal }) => ok({ data: await factors.view(signedIn(principal).accountId) })),
    mount(beginTotp, async ({ principal, context }) =>
      created({ data: await factors.beginTotp(ownerOf(principal, context)) }),
    ),
    mount(confirmTotp, async ({ principal, body, context }) => {
      const { codes, renewed } = await factors.confirmTotp(ownerOf(principal, context), body.code);
      if (renewed) context.setSessionCookie(renewed.token, renewed.expiresAt);
      return ok({ data: { backup_codes: codes } });
    }),
    mount(removeTotp, async ({ principal, context }) => {
      await factors.removeTotp(ownerOf(principal, context));
      return noContent();
    }),
    mount(renewBackupCodes, async ({ principal, context }) =>
      created({ data: { backup_codes: await factors.renewBackupCodes(ownerOf(principal, context)) } }),
    ),
    ...passkeyRoutes(factors),
  ];
}

function passkeyRoutes(factors: SecondFactorService): MountedRoute[] {
  return [
    mount(beginPasskey, async ({ principal, context }) =>
      ok({ data: await factors.beginPasskey(ownerOf(principal, context)) }),
    ),
    mount(addPasskey, async ({ principal, body, context }) => {
      const { methods, renewed } = await factors.addPasskey(ownerOf(principal, context), body);
      if (renewed) context.setSessionCookie(renewed.token, renewed.expiresAt);
      return created({ data: methods });
    }),
    mount(renamePasskey, async ({ principal, params, body, context }) =>
      ok({ data: await factors.renamePasskey(ownerOf(principal, context), params.id, body.name) }),
    ),
    mount(removePasskey, async ({ principal, params, context }) => {
      await factors.removePasskey(ownerOf(principal, context), params.id);
      return noContent();
    }),
  ];
}

/** Nobody changes the way into an account in somebody else's name. */
function ownerOf(principal: Principal, context: RequestContext): Owner {
  const who = signedIn(principal);
  if (who.impersonatorId !== null) throw commonErrors.impersonation_refused();
  return { who, actor: auditActor(who, context), cookieHash: originOf(context).cookieHash };
}

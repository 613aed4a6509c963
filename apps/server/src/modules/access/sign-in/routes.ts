import {
  beginConfirmation,
  beginPasskeySignIn,
  confirmIdentity,
  logIn,
  logInWithSecondFactor,
  proveSecondFactor,
  requestMagicLink,
  signIn,
  signInWithMagicLink,
  signInWithPasskey,
} from '@stepwell/contract';
import {
  accepted,
  mount,
  type MountedRoute,
  ok,
  type Principal,
  type RequestContext,
} from '../../../platform/http/index.ts';
import { auditActor, signedIn } from '../callers/index.ts';
import { keepVisit, visitHash, visitIn, visitOf } from '../ceremonies/index.ts';
import { type OpenedSession, originOf, type Sessions, tokensViewOf } from '../sessions/index.ts';
import type { SecondFactorAsked } from './admission.ts';
import type { Person } from './confirmation.ts';
import type { SignIn } from './service.ts';

type Deps = { readonly signIns: SignIn; readonly sessions: Pick<Sessions, 'me'> };

export function signInRoutes(deps: Deps): MountedRoute[] {
  return [...browserRoutes(deps), ...clientRoutes(deps), ...confirmationRoutes(deps)];
}

function browserRoutes({ signIns, sessions }: Deps): MountedRoute[] {
  const enter = async (context: RequestContext, { id, token, expiresAt }: OpenedSession) => {
    context.setSessionCookie(token, expiresAt);
    return ok({ data: await sessions.me(id) });
  };
  return [
    mount(signIn, async ({ body, context }) => {
      const answer = await signIns.withPassword({ ...body, origin: originOf(context) });
      return 'secondFactor' in answer ? asked(answer) : enter(context, answer);
    }),
    mount(proveSecondFactor, async ({ body, context }) =>
      enter(context, await signIns.withSecondFactor({ ...body, origin: originOf(context) })),
    ),
    mount(beginPasskeySignIn, async ({ body }) => ok({ data: await signIns.beginPasskey(body.second_factor_token) })),
    mount(signInWithPasskey, async ({ body, context }) =>
      enter(context, await signIns.withPasskey({ ...body, origin: originOf(context) })),
    ),
    mount(requestMagicLink, async ({ body, context }) => {
      const visit = visitOf(visitIn(context));
      const wanted = { email: body.email, visit: visitHash(visit), origin: originOf(context) };
      const { code, minutes } = await signIns.requestMagicLink(wanted);
      keepVisit(context, visit);
      return accepted({ data: { sent: true as const, code, minutes } });
    }),
    mount(signInWithMagicLink, async ({ body, context }) => {
      const cookie = visitIn(context);
      const visit = cookie === undefined ? undefined : visitHash(cookie);
      const answer = await signIns.withMagicLink({ ...body, visit, origin: originOf(context) });
      return 'secondFactor' in answer ? asked(answer) : enter(context, answer);
    }),
  ];
}

function clientRoutes({ signIns }: Deps): MountedRoute[] {
  return [
    mount(logIn, async ({ body, context }) => {
      const answer = await signIns.logInWithPassword({ ...body, origin: originOf(context) });
      return 'secondFactor' in answer ? asked(answer) : ok({ data: tokensViewOf(answer) });
    }),
    mount(logInWithSecondFactor, async ({ body, context }) => {
      return ok({ data: tokensViewOf(await signIns.logInWithSecondFactor({ ...body, origin: originOf(context) })) });
    }),
  ];
}

function confirmationRoutes({ signIns }: Deps): MountedRoute[] {
  return [
    mount(beginConfirmation, async ({ principal, context }) => {
      return ok({ data: await signIns.beginConfirmation(personOf(principal, context)) });
    }),
    mount(confirmIdentity, async ({ principal, body, context }) => {
      const { until, renewed } = await signIns.confirm(personOf(principal, context), body);
      if (renewed) context.setSessionCookie(renewed.token, renewed.expiresAt);
      return ok({ data: { confirmed_until: until.toISOString() } });
    }),
  ];
}

function asked({ secondFactor }: SecondFactorAsked) {
  return accepted({ data: { second_factor: secondFactor } });
}

function personOf(principal: Principal, context: RequestContext): Person {
  const who = signedIn(principal);
  return { who, actor: auditActor(who, context), origin: originOf(context) };
}

import {
  beginConnection,
  beginProviderSignIn,
  completeProviderSignIn,
  disconnectAccount,
  listConnectedAccounts,
  listProviders,
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
import { keepVisit, visitIn } from '../ceremonies/index.ts';
import { originOf, type Sessions } from '../sessions/index.ts';
import type { Departure } from './departing.ts';
import type { Providers } from './service.ts';
import type { Owner } from './work.ts';

type Deps = { readonly providers: Providers; readonly sessions: Pick<Sessions, 'me'> };

export function providerRoutes({ providers, sessions }: Deps): MountedRoute[] {
  return [
    mount(listProviders, async () => ok({ data: providers.list() })),
    mount(beginProviderSignIn, async ({ params, body, context }) =>
      sentOff(context, await providers.beginSignIn(params.provider, body.return_to ?? null)),
    ),
    completionRoute({ providers, sessions }),
    mount(listConnectedAccounts, async ({ principal }) =>
      ok({ data: await providers.connectedAccounts(signedIn(principal).accountId) }),
    ),
    mount(beginConnection, async ({ params, principal, context }) =>
      sentOff(context, await providers.beginConnection(params.provider, ownerOf(principal, context))),
    ),
    mount(disconnectAccount, async ({ params, principal, context }) => {
      await providers.disconnect(ownerOf(principal, context), params.id);
      return noContent();
    }),
  ];
}

function completionRoute({ providers, sessions }: Deps): MountedRoute {
  return mount(completeProviderSignIn, async ({ params, body, principal, context }) => {
    const isSomebody = principal.kind === 'member' || principal.kind === 'account';
    const arrived = await providers.complete({
      provider: params.provider,
      query: body.query,
      browser: visitIn(context),
      owner: isSomebody ? ownerOf(principal, context) : undefined,
      origin: originOf(context),
    });
    const { returnTo } = arrived;
    if ('secondFactor' in arrived) {
      return accepted({ data: { second_factor: arrived.secondFactor, return_to: returnTo } });
    }
    if ('opened' in arrived) context.setSessionCookie(arrived.opened.token, arrived.opened.expiresAt);
    const sessionId = 'opened' in arrived ? arrived.opened.id : arrived.sessionId;
    return ok({ data: { me: await sessions.me(sessionId), outcome: arrived.outcome, return_to: returnTo } });
  });
}

function sentOff(context: RequestContext, { authorizationUrl, browser }: Departure) {
  keepVisit(context, browser);
  return ok({ data: { authorization_url: authorizationUrl } });
}

function ownerOf(principal: Principal, context: RequestContext): Owner {
  const who = signedIn(principal);
  return { who, actor: auditActor(who, context) };
}

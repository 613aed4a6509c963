import {
  addDomain,
  beginSingleSignOn,
  completeSingleSignOn,
  consumeAssertion,
  deleteSingleSignOn,
  getSingleSignOn,
  listDomains,
  putSingleSignOn,
  removeDomain,
  type RouteBody,
  samlMetadata,
  setSingleSignOnState,
  verifyDomain,
} from '@stepwell/contract';
import { commonErrors } from '../../../platform/errors/index.ts';
import { accepted, created, mount, type MountedRoute, noContent, ok, seeOther } from '../../../platform/http/index.ts';
import { auditActor, memberOf } from '../callers/index.ts';
import { keepVisit, visitIn } from '../ceremonies/index.ts';
import { originOf, type Sessions } from '../sessions/index.ts';
import type { SingleSignOn } from './service.ts';
import type { WantedProvider } from './settings.ts';
import { domainView, serviceProviderView, singleSignOnView } from './view.ts';

type Deps = { readonly singleSignOn: SingleSignOn; readonly sessions: Pick<Sessions, 'me'> };

export function singleSignOnRoutes(deps: Deps): MountedRoute[] {
  return [...settingsRoutes(deps), ...domainRoutes(deps), ...signInRoutes(deps), ...samlRoutes(deps)];
}

function settingsRoutes({ singleSignOn }: Deps): MountedRoute[] {
  return [
    mount(getSingleSignOn, async ({ principal }) => {
      const { connection, serviceProvider } = await singleSignOn.get(memberOf(principal));
      const view = connection === undefined ? null : singleSignOnView(connection);
      return ok({ data: { single_sign_on: view, service_provider: serviceProviderView(serviceProvider) } });
    }),
    mount(putSingleSignOn, async ({ principal, body, context }) => {
      const member = memberOf(principal);
      const { default_role: defaultRole, oidc } = body;
      const wanted = { provider: providerOf(body), defaultRole, clientSecret: oidc?.client_secret };
      const connection = await singleSignOn.put(member, wanted, auditActor(member, context));
      return ok({ data: singleSignOnView(connection) });
    }),
    mount(setSingleSignOnState, async ({ principal, body, context }) => {
      const member = memberOf(principal);
      const state = { state: body.state, isEnforced: body.is_enforced };
      const connection = await singleSignOn.setState(member, state, auditActor(member, context));
      return ok({ data: singleSignOnView(connection) });
    }),
    mount(deleteSingleSignOn, async ({ principal, context }) => {
      const member = memberOf(principal);
      await singleSignOn.remove(member, auditActor(member, context));
      return noContent();
    }),
  ];
}

function providerOf({ saml, oidc, ...body }: RouteBody<typeof putSingleSignOn>): WantedProvider {
  const expected = { required_contexts: body.required_contexts, max_age_minutes: body.max_age_minutes };
  if (saml !== undefined) return { kind: 'saml', settings: { ...saml, ...expected } };
  if (oidc === undefined) throw commonErrors.validation_failed();
  return { kind: 'oidc', settings: { issuer: oidc.issuer, client_id: oidc.client_id, ...expected } };
}

function domainRoutes({ singleSignOn }: Deps): MountedRoute[] {
  return [
    mount(listDomains, async ({ principal }) =>
      ok({ data: (await singleSignOn.listDomains(memberOf(principal))).map(domainView) }),
    ),
    mount(addDomain, async ({ principal, body, context }) => {
      const member = memberOf(principal);
      const added = await singleSignOn.addDomain(member, body.domain, auditActor(member, context));
      return created({ data: domainView(added) });
    }),
    mount(verifyDomain, async ({ principal, params, context }) => {
      const member = memberOf(principal);
      return ok({ data: domainView(await singleSignOn.verifyDomain(member, params.id, auditActor(member, context))) });
    }),
    mount(removeDomain, async ({ principal, params, context }) => {
      const member = memberOf(principal);
      await singleSignOn.removeDomain(member, params.id, auditActor(member, context));
      return noContent();
    }),
  ];
}

function signInRoutes({ singleSignOn, sessions }: Deps): MountedRoute[] {
  return [
    mount(beginSingleSignOn, async ({ principal, body, context }) => {
      const { email, organization, return_to: returnTo } = body;
      const cookie = visitIn(context);
      const { url, visit } = await singleSignOn.begin({ email, organization, returnTo, who: principal, cookie });
      keepVisit(context, visit);
      return ok({ data: { authorization_url: url } });
    }),
    mount(completeSingleSignOn, async ({ body, context }) => {
      const completion = { query: body.query, cookie: visitIn(context), origin: originOf(context) };
      const { answer, returnTo } = await singleSignOn.complete(completion);
      if ('secondFactor' in answer) {
        return accepted({ data: { second_factor: answer.secondFactor, return_to: returnTo } });
      }
      context.setSessionCookie(answer.token, answer.expiresAt);
      return ok({ data: { me: await sessions.me(answer.id), return_to: returnTo } });
    }),
  ];
}

function samlRoutes({ singleSignOn }: Deps): MountedRoute[] {
  return [
    mount(samlMetadata, async ({ params }) => ok(await singleSignOn.metadata(params.connection))),
    mount(consumeAssertion, async ({ params, body, context }) => {
      const url = await singleSignOn.consume({
        connectionId: params.connection,
        response: body.SAMLResponse,
        relayState: body.RelayState,
        origin: originOf(context),
      });
      context.setHeader('location', url);
      return seeOther();
    }),
  ];
}

import type { Actor } from '@stepwell/engine';
import { commonErrors } from '../../../platform/errors/index.ts';
import type { Principal, RequestContext } from '../../../platform/http/index.ts';
import type { ChangeOrigin } from './dependencies.ts';
import { journeyErrors } from './errors.ts';
import type { JourneyQuery } from './journey-finder.ts';

/** Whose journey is meant and in what capacity the caller acts on it. */
export type Caller = { readonly query: JourneyQuery; readonly actor: Actor; readonly origin: ChangeOrigin };

/** The organization's own journey through the built-in flow. */
export type SetupFlow = { readonly systemOrgId: () => Promise<string>; readonly flowKey: string };

/**
 * A participant speaks for itself, a key for the participant it names, and a member for the member's own organization,
 * which is a participant of the installation's set-up flow.
 */
export async function callerOf(
  principal: Principal,
  context: RequestContext,
  wish: { flow?: string; participant?: string },
  setup: SetupFlow,
): Promise<Caller> {
  const origin = originOf(principal, context);
  switch (principal.kind) {
    case 'participant': {
      const { orgId, environment, externalId, claims } = principal;
      if (wish.participant !== undefined && wish.participant !== externalId)
        throw journeyErrors.participant_not_yours();
      return {
        query: { address: { orgId, environment, externalId }, claims, flowKey: wish.flow },
        actor: 'participant',
        origin,
      };
    }
    case 'api_key': {
      if (wish.participant === undefined) throw journeyErrors.participant_required();
      const { orgId, environment } = principal;
      const address = { orgId, environment, externalId: wish.participant };
      return { query: { address, claims: {}, flowKey: wish.flow }, actor: 'tenant', origin };
    }
    case 'member': {
      const address = { orgId: await setup.systemOrgId(), environment: 'live' as const, externalId: principal.orgId };
      return { query: { address, claims: {}, flowKey: wish.flow ?? setup.flowKey }, actor: 'participant', origin };
    }
    default:
      throw commonErrors.not_signed_in();
  }
}

export function originOf(principal: Principal, context: RequestContext): ChangeOrigin {
  return {
    ...actorOf(principal),
    correlationId: context.correlationId,
    ip: context.ip,
    userAgent: context.userAgent ?? null,
  };
}

function actorOf(principal: Principal): Pick<ChangeOrigin, 'actorKind' | 'actorId'> {
  switch (principal.kind) {
    case 'participant':
      return { actorKind: 'participant', actorId: principal.externalId };
    case 'api_key':
      return { actorKind: 'api_key', actorId: principal.keyId };
    case 'member':
      return { actorKind: 'member', actorId: principal.accountId };
    default:
      return { actorKind: 'system', actorId: null };
  }
}

import {
  checkGate,
  checkGates,
  completeStep,
  getHostedFlow,
  getOnboarding,
  receiveStepWebhook,
  resetOnboarding,
  skipOnboarding,
  snoozeOnboarding,
  updateStep,
} from '@stepwell/contract';
import { textIn } from '@stepwell/engine';
import { commonErrors } from '../../../platform/errors/index.ts';
import { type MountedRoute, mount, ok, type Principal, type RequestContext } from '../../../platform/http/index.ts';
import { type Caller, callerOf, originOf, type SetupFlow } from './caller.ts';
import { journeyErrors } from './errors.ts';
import type { PauseService } from './dependencies.ts';
import type { GateAnswer } from './gate-checker.ts';
import type { JourneyService } from './service.ts';
import type { JourneySnapshot, JourneyVersion } from './snapshot.ts';
import { journeyView, localeFor, requirementsView, stepUpdateView } from './view.ts';

const PAUSED_RETRY_SECONDS = 60;

export type Branding = {
  readonly slug: string;
  readonly name: string;
  readonly logoUrl: string | null;
  readonly accent: string | null;
};

export type JourneyRouteDependencies = {
  readonly journeys: JourneyService;
  readonly setup: SetupFlow;
  readonly killSwitch: Pick<PauseService, 'isPaused'>;
  /** Address of the hosted page. */
  readonly hostedUrl: (orgId: string, flowKey: string, environment: 'live' | 'test') => Promise<string>;
  readonly hostedFlow: (
    slug: string,
    flowKey: string,
  ) => Promise<{ organization: Branding; version: JourneyVersion } | null>;
  readonly verifyWebhookSignature: (signed: {
    organization: string;
    environment: 'live' | 'test';
    rawBody: string;
    header: string | undefined;
  }) => Promise<{ orgId: string }>;
};

export function journeyRoutes(deps: JourneyRouteDependencies): MountedRoute[] {
  return [...participantRoutes(deps), ...stepRoutes(deps), ...gateRoutes(deps), webhookRoute(deps), hostedRoute(deps)];
}

function participantRoutes(deps: JourneyRouteDependencies): MountedRoute[] {
  const { journeys, setup, killSwitch } = deps;
  const writerOf = writersKnownBy(deps);
  const whole = async (journey: JourneySnapshot, caller: Caller, locale: string | undefined) =>
    ok({ data: await wholeView(deps, journey, caller, locale) });
  return [
    mount(getOnboarding, async ({ principal, context, query }) => {
      const caller = await callerOf(principal, context, query, setup);
      if (killSwitch.isPaused(caller.query.address)) return ok({ data: null });
      return whole(await journeys.open(caller.query, caller.origin), caller, query.locale);
    }),
    mount(snoozeOnboarding, async ({ principal, context, query, body }) => {
      const caller = await writerOf(principal, context, query);
      const until = await journeys.snooze(caller.query, body.minutes, caller.origin);
      return ok({ data: { snoozed_until: until.toISOString() } });
    }),
    mount(skipOnboarding, async ({ principal, context, query }) => {
      const caller = await writerOf(principal, context, query);
      return whole(await journeys.skipAll(caller.query, caller.actor, caller.origin), caller, query.locale);
    }),
    mount(resetOnboarding, async ({ principal, context, query }) => {
      const caller = await callerOf(principal, context, query, setup);
      return whole(await journeys.reset(caller.query, 'tenant', caller.origin), caller, query.locale);
    }),
  ];
}

function stepRoutes(deps: JourneyRouteDependencies): MountedRoute[] {
  const { journeys } = deps;
  const writerOf = writersKnownBy(deps);
  return [
    mount(updateStep, async ({ principal, context, params, query, body }) => {
      const { query: who, actor, origin } = await writerOf(principal, context, query);
      const request = {
        stepKey: params.key,
        move: body.move,
        actor,
        rowVersion: body.row_version,
        answers: body.answers,
        termsVersion: body.terms_version,
      };
      const { journey, decision } = await journeys.move(who, request, origin);
      return ok({ data: stepUpdateView(journey, decision, actor) });
    }),
    mount(completeStep, async ({ principal, context, params, query, body }) => {
      const { query: who, actor, origin } = await writerOf(principal, context, query);
      const request = {
        stepKey: params.key,
        move: 'complete' as const,
        actor,
        rowVersion: body.row_version ?? null,
        termsVersion: body.terms_version,
      };
      const { journey, decision } = await journeys.move(who, request, origin);
      return ok({ data: stepUpdateView(journey, decision, actor) });
    }),
  ];
}

/**
 * While onboarding is switched off people are asked to come back: what they do could not be shown to them. What the
 * tenant's server reports is taken, because it may say so only once.
 */
function writersKnownBy({ setup, killSwitch }: JourneyRouteDependencies) {
  return async (principal: Principal, context: RequestContext, wish: { flow?: string; participant?: string }) => {
    const caller = await callerOf(principal, context, wish, setup);
    if (caller.actor === 'participant' && killSwitch.isPaused(caller.query.address)) {
      throw journeyErrors.onboarding_paused(undefined, { retryAfterSeconds: PAUSED_RETRY_SECONDS });
    }
    return caller;
  };
}

async function wholeView(
  deps: JourneyRouteDependencies,
  journey: JourneySnapshot,
  caller: Caller,
  locale: string | undefined,
) {
  const { orgId, environment } = journey.address;
  const url = await deps.hostedUrl(orgId, journey.version.flowKey, environment);
  return journeyView(journey, caller.actor, locale, url);
}

function gateRoutes(deps: JourneyRouteDependencies): MountedRoute[] {
  const { journeys, setup } = deps;
  const view = async (caller: Caller, answer: GateAnswer) => {
    const { orgId, environment } = caller.query.address;
    const resumeUrl = answer.requirements.allowed ? null : await deps.hostedUrl(orgId, answer.flowKey, environment);
    return requirementsView(answer.requirements, resumeUrl, answer.bypassedBy);
  };
  return [
    mount(checkGate, async ({ principal, context, params, query }) => {
      const caller = await callerOf(principal, context, query, setup);
      const answer = await journeys.checkGate(caller.query, params.capability, context.route);
      const requirements = await view(caller, answer);
      if (!requirements.allowed) throw journeyErrors.gate_closed({ requirements });
      return ok({ data: requirements });
    }),
    mount(checkGates, async ({ principal, context, query, body }) => {
      const caller = await callerOf(principal, context, query, setup);
      const capabilities = [...new Set(body.capabilities)];
      const answers = await Promise.all(
        capabilities.map(async (capability) => journeys.checkGate(caller.query, capability, context.route)),
      );
      return ok({ data: await Promise.all(answers.map((answer) => view(caller, answer))) });
    }),
  ];
}

function webhookRoute({ journeys, verifyWebhookSignature }: JourneyRouteDependencies): MountedRoute {
  return mount(receiveStepWebhook, async ({ principal, context, params, body }) => {
    const { organization, environment } = params;
    const { orgId } = await verifyWebhookSignature({
      organization,
      environment,
      rawBody: context.rawBody,
      header: context.header('x-webhook-signature'),
    });
    const outcome = await journeys.takeWebhook(
      { orgId, environment, externalId: body.participant },
      {
        id: body.id,
        source: body.source,
        flowKey: body.flow,
        stepKey: body.step,
        outcome: body.outcome,
        reason: body.reason,
      },
      { ...originOf(principal, context), actorKind: 'webhook', actorId: body.source },
    );
    return ok({ data: { step: body.step, state: outcome.state as 'done', repeated: outcome.repeated } });
  });
}

function hostedRoute({ hostedFlow }: JourneyRouteDependencies): MountedRoute {
  return mount(getHostedFlow, async ({ params, query }) => {
    const found = await hostedFlow(params.organization, params.flow);
    if (!found) throw commonErrors.not_found();
    const { organization, version } = found;
    const { definition } = version;
    const locale = localeFor(definition, query.locale);
    const text = (value: Parameters<typeof textIn>[0]) => textIn(value, locale, definition.default_locale);
    return ok({
      data: {
        organization: {
          slug: organization.slug,
          name: organization.name,
          logo_url: definition.theme?.logo_url ?? organization.logoUrl,
        },
        flow: {
          key: version.flowKey,
          title: text(definition.title),
          description: definition.description ? text(definition.description) : null,
        },
        theme: { accent: definition.theme?.accent ?? organization.accent, radius: definition.theme?.radius ?? null },
        locale,
        locales: [...definition.locales],
      },
    });
  });
}

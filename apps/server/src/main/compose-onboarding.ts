import type { Environment } from '@stepwell/contract';
import type { Organizations } from '../modules/access/organizations/index.ts';
import { createParticipantTokens } from '../modules/access/participant-tokens/index.ts';
import { createEventLog, createRefusalCounter } from '../modules/insight/events/index.ts';
import { createFlowsModule } from '../modules/onboarding/flows/module.ts';
import { createImports } from '../modules/onboarding/imports/index.ts';
import { createJourneyService, createJourneyStore } from '../modules/onboarding/journeys/index.ts';
import { createParticipants } from '../modules/onboarding/participants/index.ts';
import { createPublicationsModule } from '../modules/onboarding/publications/module.ts';
import type { AuditWriter } from '../modules/protection/audit/index.ts';
import type { KillSwitch } from '../modules/protection/kill-switch/index.ts';
import type { Base } from './compose.ts';

/** What people are led through: flows, who goes through them, how far they are, and what happened. */
export function createOnboardingServices(
  base: Base,
  audit: AuditWriter,
  { organizations, killSwitch }: { organizations: Organizations; killSwitch: KillSwitch },
) {
  const flowsModule = createFlowsModule({ ...base, audit });
  const { flows } = flowsModule;
  const participantTokens = createParticipantTokens({
    ...base,
    audit,
    organizations,
    flowIsLive: (tx, environment, flowKey) => flows.flowIsLive(tx, environment, flowKey),
  });
  const participantChanged = (orgId: string, address: { environment: Environment; externalId: string }) =>
    void journeys.participantChanged({ orgId, ...address }).catch((error: unknown) => {
      const sentence = 'journeys of a changed participant could not be brought in line; the next visit does';
      base.log.warn({ err: error, orgId }, sentence);
    });
  const participants = createParticipants({ ...base, audit, participantChanged });
  const eventLog = createEventLog(base);
  const refusals = createRefusalCounter({ ...base, eventLog });
  const journeyStore = createJourneyStore();
  const told = { ...base, audit, flows, events: eventLog };
  const journeys = createJourneyService({ ...told, participants, refusals, killSwitch });
  const publicationsModule = createPublicationsModule({ ...told, journeys: journeyStore });
  const { publications } = publicationsModule;
  const importsModule = createImports(told);
  const { imports } = importsModule;
  const modules = { flowsModule, publicationsModule, importsModule };
  const services = { flows, participants, journeys, journeyStore, publications, imports, participantTokens };
  return { ...modules, ...services, eventLog, refusals };
}

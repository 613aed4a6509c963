import type { Environment } from '@stepwell/contract';
import { makePartitions, type NewEvent } from '../../modules/insight/events/index.ts';
import type { LoadedVersion } from '../../modules/onboarding/flows/index.ts';
import type { AddedJourney } from '../../modules/onboarding/journeys/index.ts';
import type { Demo } from '../../modules/operations/health/module.ts';
import type { Application } from '../compose.ts';
import { type Config, ConfigurationError } from '../config.ts';
import { type Life, liveJourney } from './life.ts';
import { DEMO_ORGANIZATIONS, type DemoOrganization, TOUR_PARTICIPANT } from './organizations.ts';
import { type DemoPerson, demoPerson } from './people.ts';
import { spread } from './spread.ts';

const DAY_MS = 86_400_000;
const CHUNK = 500;
const LINK_TTL_SECONDS = 7 * 86_400;
const SEED_CORRELATION = 'demo-seed';

/** Throws where people work: whoever reads the README knows how to sign in to the demo. */
export function assertDemoFits({ NODE_ENV }: Pick<Config, 'NODE_ENV'>): void {
  if (NODE_ENV !== 'production') return;
  const message = 'the demo organizations, whose passwords everybody knows, are not added in production';
  throw new ConfigurationError([{ setting: 'NODE_ENV', message }]);
}

/** Adds what is missing of the demo organizations; the same data every time, dated back from today. */
export async function seedDemo(application: Application, onProgress: (message: string) => void): Promise<boolean> {
  let made = false;
  for (const demo of DEMO_ORGANIZATIONS) {
    if (await isSeeded(application, demo)) continue;
    onProgress(`Adding the demo organization ${demo.name} with ${demo.participants.toLocaleString('en')} participants`);
    await seedOrganization(application, demo);
    made = true;
  }
  return made;
}

/** Participants are added in their order, so the last one is there only when all are. */
async function isSeeded(
  { organizations, participants, database }: Application,
  demo: DemoOrganization,
): Promise<boolean> {
  const organization = await organizations.organizationBySlug(demo.slug);
  if (!organization) return false;
  const { externalId } = demoPerson(demo.participants - 1, demo.prefix, demo.role);
  return (
    (await database.asTenant(organization.id, (tx) => participants.findParticipant(tx, 'live', externalId))) !==
    undefined
  );
}

async function seedOrganization(application: Application, demo: DemoOrganization): Promise<void> {
  const { database, clock } = application;
  const orgId =
    (await application.organizations.organizationBySlug(demo.slug))?.id ?? (await addOrganization(application, demo));
  const now = clock.now();
  const first = new Date(now.getTime() - (demo.days + 1) * DAY_MS);
  await database.asSystem({ routine: 'demo partitions' }, (tx) => makePartitions(tx, first, now));
  const version = (await liveVersion(application, orgId, demo)) ?? (await publishFlow(application, orgId, demo));
  for (let from = 0; from < demo.participants; from += CHUNK) {
    await seedParticipants(application, orgId, demo, version, from, Math.min(from + CHUNK, demo.participants));
  }
}

async function addOrganization(
  { organizations, accounts, database }: Application,
  demo: DemoOrganization,
): Promise<string> {
  const passwordHash = await accounts.hashPassword(demo.owner.password);
  return database.asSystem('demo data', async (tx) => {
    const organization = await organizations.createOrganization(tx, {
      slug: demo.slug,
      name: demo.name,
      accent: demo.accent,
    });
    const accountId = await accounts.createAccount(tx, {
      email: demo.owner.email,
      name: demo.owner.name,
      passwordHash,
      acceptsTerms: true,
    });
    await accounts.addMember(tx, { orgId: organization.id, accountId, role: 'owner' });
    return organization.id;
  });
}

function liveVersion(
  { flows, database }: Application,
  orgId: string,
  demo: DemoOrganization,
): Promise<LoadedVersion | null> {
  return database.asTenant(orgId, (tx) => flows.liveVersion(tx, 'live', demo.flow.key));
}

async function publishFlow(application: Application, orgId: string, demo: DemoOrganization): Promise<LoadedVersion> {
  const { flows, publications, database } = application;
  const known = await database.asTenant(orgId, (tx) => flows.flowByKey(tx, demo.flow.key));
  // The environment that is asked about when a broken-off start is taken up again comes last.
  for (const environment of ['test', 'live'] as const satisfies readonly Environment[]) {
    const caller = { orgId, environment, actorKind: 'system' as const, actorId: null, correlationId: SEED_CORRELATION };
    if (environment === 'test' && !known) await flows.createFlow(caller, demo.flow);
    const draft = await flows.draft(caller, demo.flow.key);
    await publications.publish(caller, demo.flow.key, { environment, mode: 'carry', rowVersion: draft.row_version });
  }
  const version = await liveVersion(application, orgId, demo);
  if (!version) throw new Error(`the demo flow ${demo.flow.key} is not live after it was published`);
  return version;
}

type LivedPerson = { readonly person: DemoPerson; readonly life: Life };

async function seedParticipants(
  application: Application,
  orgId: string,
  demo: DemoOrganization,
  version: LoadedVersion,
  from: number,
  to: number,
): Promise<void> {
  const { participants, ids, database } = application;
  await database.asTenant(orgId, async (tx) => {
    const all = livesOf(application, demo, version, from, to);
    const there = await participants.participantIds(
      tx,
      'live',
      all.map(({ person }) => person.externalId),
    );
    const lived = all.filter(({ person }) => !there.has(person.externalId));
    await participants.addParticipants(
      tx,
      lived.map(({ person, life }) => ({
        environment: 'live',
        externalId: person.externalId,
        displayName: person.displayName,
        market: person.subject.market,
        role: person.subject.role,
        locale: person.locale,
        traits: person.subject.traits,
        createdAt: new Date(life.state.startedAtMs),
        lastSeenAt: new Date(life.lastActivityMs),
      })),
      null,
    );
    const known = await participants.participantIds(
      tx,
      'live',
      lived.map(({ person }) => person.externalId),
    );
    const journeys = lived.map((one) => journeyOf(one, known.get(one.person.externalId) ?? '', version, ids.next()));
    await application.journeyStore.add(tx, journeys);
    const events = lived.flatMap((one, at) => eventsOf(orgId, one, journeys[at], version));
    for (let start = 0; start < events.length; start += CHUNK) {
      await application.eventLog.appendEvents(tx, events.slice(start, start + CHUNK));
    }
  });
}

function livesOf(
  application: Application,
  demo: DemoOrganization,
  version: LoadedVersion,
  from: number,
  to: number,
): LivedPerson[] {
  const nowMs = application.clock.nowMs();
  return Array.from({ length: to - from }, (_, offset) => {
    const index = from + offset;
    const person = demoPerson(index, demo.prefix, demo.role);
    return { person, life: liveJourney(version.compiled, person, index, startOf(demo, index, nowMs), nowMs) };
  });
}

/** More come lately than at first, and more by day than by night. */
function startOf(demo: DemoOrganization, index: number, nowMs: number): number {
  const share = Math.sqrt((index + 1) / demo.participants);
  const daysAgo = demo.days * (1 - share);
  const minuteOfDay = 7 * 60 + spread(14 * 60, index, 41);
  const day = Math.floor((nowMs - daysAgo * DAY_MS) / DAY_MS) * DAY_MS;
  return Math.min(day + minuteOfDay * 60_000, nowMs - 60_000 * (1 + spread(600, index, 42)));
}

function journeyOf({ life }: LivedPerson, participantId: string, version: LoadedVersion, id: string): AddedJourney {
  return {
    id,
    environment: 'live',
    participantId,
    version,
    state: life.state,
    lastActivityAt: new Date(life.lastActivityMs),
  };
}

function eventsOf(
  orgId: string,
  { person, life }: LivedPerson,
  journey: AddedJourney | undefined,
  version: LoadedVersion,
): NewEvent[] {
  if (!journey) return [];
  return life.events.map((event) => ({
    orgId,
    environment: 'live',
    occurredAt: new Date(event.atMs),
    name: event.name,
    participantId: journey.participantId,
    journeyId: journey.id,
    flowId: version.flowId,
    versionNumber: version.number,
    stepKey: event.stepKey,
    actor: event.actor,
    fromState: event.fromState,
    toState: event.toState,
    percent: event.percent,
    market: person.subject.market,
    traits: person.subject.traits,
    correlationId: SEED_CORRELATION,
  }));
}

/** What people are told to try; null where the demo was not seeded. */
export async function demoFacts(application: Application, url: string): Promise<Demo | null> {
  const facts: Demo = { sign_ins: [], hosted: [] };
  for (const demo of DEMO_ORGANIZATIONS) {
    const organization = await application.organizations.organizationBySlug(demo.slug);
    if (!organization) continue;
    const { email, name, password } = demo.owner;
    facts.sign_ins.push({ email, password, organization: demo.name, name });
    const claims = { name: 'Tour Visitor', market: 'FR', role: demo.role };
    const { token } = await application.participantTokens.mintParticipantToken(
      organization.id,
      'live',
      TOUR_PARTICIPANT,
      claims,
      LINK_TTL_SECONDS,
    );
    facts.hosted.push({
      title: `${demo.name}: ${demo.flow.name}`,
      url: `${url}/o/${demo.slug}/${demo.flow.key}#token=${token}`,
    });
  }
  return facts.sign_ins.length > 0 ? facts : null;
}

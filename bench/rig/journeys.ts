import type { Application } from '../../apps/server/src/main/compose.ts';
import type { JourneyQuery } from '../../apps/server/src/modules/onboarding/journeys/index.ts';
import type { Ground } from './ground.ts';

export const ENVIRONMENT = 'live';
export const FLOW = 'creator';
/** The form that every measured update saves once more. */
export const STEP = 'profile';
export const ANSWERS = { display_name: 'Clay & Light', legal_name: 'Margaux Delannoy', crafts: ['ceramics', 'video'] };
const PIECE = {
  piece_title: 'Blue bowl',
  piece_link: 'https://example.com/bowl',
  piece_description: 'Thrown and glazed by hand.',
  owns_rights: true,
};
/** What opens the gate of content.publish. */
const TO_PUBLISH = [
  { stepKey: STEP, move: 'submit', actor: 'participant', answers: ANSWERS },
  { stepKey: 'content_policy', move: 'complete', actor: 'tenant' },
  { stepKey: 'content_review', move: 'submit', actor: 'participant', answers: PIECE },
  { stepKey: 'content_review', move: 'approve', actor: 'reviewer' },
] as const;
const TOKEN_SECONDS = 7_200;
const AT_ONCE = 50;
const ORIGIN = {
  actorKind: 'participant',
  actorId: null,
  correlationId: 'bench-prepared',
  ip: null,
  userAgent: null,
} as const;

export type Walker = { readonly externalId: string; readonly token: string };

/** An organization with the marketplace flow live, and participants who are filling in its first form. */
export type Town = { readonly orgId: string; readonly walkers: readonly Walker[] };

export async function settleTown(application: Application, size: number): Promise<Town> {
  const orgId = await foundOrganization(application);
  // The first one makes the signing secret that the others share.
  const walkers = [await settle(application, orgId, 0)];
  for (let from = 1; from < size; from += AT_ONCE) {
    const numbers = Array.from({ length: Math.min(AT_ONCE, size - from) }, (_, at) => from + at);
    walkers.push(...(await Promise.all(numbers.map((number) => settle(application, orgId, number)))));
  }
  return { orgId, walkers };
}

export function queryOf(orgId: string, externalId: string): JourneyQuery {
  return { address: { orgId, environment: ENVIRONMENT, externalId }, claims: claimsOf(externalId), flowKey: undefined };
}

async function foundOrganization({ database, organizations, flows, publications }: Application): Promise<string> {
  const { id } = await database.asSystem('preparing a benchmark', (tx) =>
    organizations.createOrganization(tx, { slug: 'bench', name: 'Bench' }),
  );
  const caller = { orgId: id, environment: ENVIRONMENT, actorKind: 'system', actorId: null } as const;
  await flows.createFlow(caller, { key: FLOW, name: 'Creators', template: 'creator_marketplace' });
  const { row_version: rowVersion } = await flows.draft(caller, FLOW);
  await publications.publish(caller, FLOW, { environment: ENVIRONMENT, mode: 'carry', rowVersion });
  return id;
}

async function settle({ journeys, participantTokens }: Application, orgId: string, number: number): Promise<Walker> {
  const externalId = `walker-${number.toString().padStart(6, '0')}`;
  const query = queryOf(orgId, externalId);
  await journeys.open(query, ORIGIN);
  const move = { actor: 'participant', rowVersion: null } as const;
  await journeys.move(query, { ...move, stepKey: 'welcome', move: 'complete' }, ORIGIN);
  await journeys.move(query, { ...move, stepKey: STEP, move: 'save', answers: ANSWERS }, ORIGIN);
  const { token } = await participantTokens.mintParticipantToken(
    orgId,
    ENVIRONMENT,
    externalId,
    query.claims,
    TOKEN_SECONDS,
  );
  return { externalId, token };
}

/** Brings everybody past the gate of content.publish; the one of payouts.request stays closed. */
export async function openGates({ journeys }: Application, { orgId, walkers }: Town): Promise<void> {
  const pass = async ({ externalId }: Walker) => {
    for (const wish of TO_PUBLISH)
      await journeys.move(queryOf(orgId, externalId), { ...wish, rowVersion: null }, ORIGIN);
  };
  for (let from = 0; from < walkers.length; from += AT_ONCE) {
    await Promise.all(walkers.slice(from, from + AT_ONCE).map(pass));
  }
}

function claimsOf(externalId: string) {
  return { name: `Margaux ${externalId}`, market: 'FR', role: 'creator', locale: 'fr' };
}

/** What is in the tables that an update writes to: revisions of the walkers' journeys, and rows of the other three. */
export type Written = {
  readonly revisions: number;
  readonly events: number;
  readonly audit: number;
  readonly outbox: number;
};

export async function sumOfRevisions(ground: Ground): Promise<number> {
  const [found] = await ground.asOwner<{ sum: number }>('select sum(revision)::int as sum from journeys');
  return found?.sum ?? 0;
}

export async function countWritten(ground: Ground): Promise<Written> {
  const [counts] = await ground.asOwner<Written>(`select
    (select sum(j.revision)::int from journeys j join participants p on p.id = j.participant_id
      where p.external_id like 'walker-%') as revisions,
    (select count(*)::int from onboarding_events where name = 'step.saved') as events,
    (select count(*)::int from audit_entries where action = 'step.saved') as audit,
    (select count(*)::int from outbox where payload->>'step_key' = '${STEP}') as outbox`);
  if (counts === undefined) throw new Error('counting gave no row');
  return counts;
}

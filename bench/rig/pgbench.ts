import { writeFile } from 'node:fs/promises';
import { applicationUrl } from '../../apps/server/src/platform/database/roles.ts';
import { WRITE_STEP } from '../../apps/server/src/modules/onboarding/journeys/step-write.ts';
import type { Ground } from './ground.ts';
import { ANSWERS, ENVIRONMENT, STEP } from './journeys.ts';
import { outputOf } from './programs.ts';

export type PgbenchFigures = { readonly perSecond: number; readonly transactions: number; readonly meanMs: number };
export type PgbenchField = { readonly orgId: string; readonly journeys: number; readonly facts: JourneyFacts };
type JourneyFacts = {
  readonly flow_id: string;
  readonly participant_id: string;
  readonly percent: number;
  readonly next_step: string;
};

const ID_PREFIX = '01900000-0000-7000-8000-';
const FIRST_REVISION = 1;
const JOURNEY = `('${ID_PREFIX}' || lpad(to_hex(:journey::int), 12, '0'))::uuid`;

/** Copies journeys to ids that pgbench can work out from a number: it cannot hold a list. */
export async function layField(ground: Ground, orgId: string, journeys: number): Promise<PgbenchField> {
  const [source] = await ground.asOwner<JourneyFacts & { id: string }>(
    'select id, flow_id, participant_id, percent, next_step from journeys where org_id = $1 order by id limit 1',
    [orgId],
  );
  if (source === undefined) throw new Error('there is no journey to copy');
  const { id: journey, participant_id: participant, ...facts } = source;
  const copyId = `('${ID_PREFIX}' || lpad(to_hex(n), 12, '0'))::uuid`;
  const numbers = `generate_series(0, ${journeys - 1}) as n`;
  await ground.asOwner(
    `insert into participants (id, org_id, environment, external_id, display_name, market, role, locale, traits, created_at)
      select ${copyId}, org_id, environment, 'copy-' || n, display_name, market, role, locale, traits, created_at
      from participants, ${numbers} where id = $1`,
    [participant],
  );
  await ground.asOwner(
    `insert into journeys (id, org_id, environment, participant_id, flow_id, version_id, revision, percent, next_step, started_at, last_activity_at)
      select ${copyId}, org_id, environment, ${copyId}, flow_id, version_id, ${FIRST_REVISION}, percent, next_step, started_at, last_activity_at
      from journeys, ${numbers} where id = $1`,
    [journey],
  );
  await ground.asOwner(
    `insert into journey_steps (org_id, journey_id, step_key, state, row_version, weight, required, applicable, answers, started_at, done_at)
      select org_id, ${copyId}, step_key, state, ${FIRST_REVISION}, weight, required, applicable, answers, started_at, done_at
      from journey_steps, ${numbers} where journey_id = $1`,
    [journey],
  );
  await ground.asOwner('vacuum analyze');
  return { orgId, journeys, facts: { ...facts, participant_id: participant } };
}

/**
 * The statement of a lone step update, each client on journeys of its own, one after the other, with the revision that
 * its round has brought them to: no client ever waits for another's row, and no update misses.
 */
export async function writeScript(
  { orgId, facts, journeys }: PgbenchField,
  clients: number,
  path: string,
): Promise<void> {
  const values = Object.values(columnTexts(facts));
  const sql = WRITE_STEP.text.replaceAll(/\$(\d+)/g, (_, number: string) => {
    const text = number === '1' ? `'${orgId}'` : values[Number(number) - 2];
    if (text === undefined) throw new Error(`no value for parameter ${number}`);
    return text;
  });
  const each = Math.floor(journeys / clients);
  const script = `\\set n :n + 1
\\set journey :client_id * ${each} + (:n % ${each})
\\set revision ${FIRST_REVISION} + :n / ${each}
\\set row_version :revision + 1
${sql.replaceAll(/\s*\n\s*/g, ' ')};
`;
  await writeFile(path, script);
}

/** In the order of the statement's columns. Ids are time-ordered as the application's are, made by the server. */
function columnTexts({ flow_id, participant_id, percent, next_step }: JourneyFacts): Record<string, string> {
  const subject = {
    started_at: 'now()',
    submitted_at: 'null',
    done_at: 'null',
    percent: `${percent}`,
    next_step: `'${next_step}'`,
  };
  return {
    journey_id: JOURNEY,
    revision: ':revision',
    environment: `'${ENVIRONMENT}'`,
    participant_id: `'${participant_id}'`,
    flow_id: `'${flow_id}'`,
    version_number: '1',
    at: 'now()',
    step_key: `'${STEP}'`,
    state: `'in_progress'`,
    row_version: ':row_version',
    answers: `'${JSON.stringify(ANSWERS)}'`,
    reason: 'null',
    ...subject,
    completed_at: 'null',
    event_id: 'uuidv7()',
    event_name: `'step.saved'`,
    actor: `'participant'`,
    from_state: `'in_progress'`,
    market: `'FR'`,
    traits: 'null',
    properties: 'null',
    correlation_id: `'01900000-0000-7000-8000-0123456789ab'`,
    completion_event_id: 'null',
    audit_id: 'uuidv7()',
    actor_kind: `'participant'`,
    actor_id: `'walker-000000'`,
    ip: `'127.0.0.1'`,
    user_agent: `'bench'`,
    outbox_id: 'uuidv7()',
  };
}

/** Runs a script as the application role, held to the organization's rows from the moment it connects. */
export async function runPgbench(
  ground: Ground,
  script: { path: string; clients: number; field: PgbenchField; seconds: number; synchronousCommit: 'on' | 'off' },
): Promise<PgbenchFigures> {
  const { path, clients, field, seconds, synchronousCommit } = script;
  await resetField(ground);
  const url = new URL(applicationUrl(ground.ownerUrl));
  const args = ['-n', '-M', 'prepared', '-D', 'n=-1', '-c', `${clients}`, '-j', '1', '-T', `${seconds}`, '-f', path];
  const output = await outputOf(
    'pgbench',
    [...args, '-h', url.hostname, '-p', url.port, '-U', url.username, url.pathname.slice(1)],
    {
      PGPASSWORD: decodeURIComponent(url.password),
      PGOPTIONS: `-c app.org_id=${field.orgId} -c synchronous_commit=${synchronousCommit} -c plan_cache_mode=force_generic_plan`,
    },
  );
  const transactions = figureIn(output, /transactions actually processed: (\d+)/);
  // On a machine that is busy with other things, fifty clients may not even be connected when the time is over.
  if (transactions === 0) return { perSecond: 0, transactions, meanMs: Number.NaN };
  if (figureIn(output, /number of failed transactions: (\d+)/) > 0) throw new Error(`pgbench had failures:\n${output}`);
  const perSecond = figureIn(output, /tps = ([\d.]+)/);
  return { perSecond, transactions, meanMs: figureIn(output, /latency average = ([\d.]+) ms/) };
}

async function resetField(ground: Ground): Promise<void> {
  const copies = `'${ID_PREFIX}000000000000' and '${ID_PREFIX}ffffffffffff'`;
  await ground.asOwner(
    `update journeys set revision = ${FIRST_REVISION} where id between ${copies} and revision <> ${FIRST_REVISION}`,
  );
  await ground.asOwner(
    `update journey_steps set row_version = ${FIRST_REVISION} where journey_id between ${copies} and row_version <> ${FIRST_REVISION}`,
  );
}

function figureIn(output: string, pattern: RegExp): number {
  const found = pattern.exec(output)?.[1];
  if (found === undefined) throw new Error(`pgbench printed no ${pattern.source}:\n${output}`);
  return Number(found);
}

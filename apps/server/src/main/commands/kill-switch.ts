import { Capability, Timestamp } from '@stepwell/contract';
import type { Caller, KillSwitch, Scope } from '../../modules/protection/kill-switch/index.ts';
import { commonErrors } from '../../platform/errors/index.ts';
import type { Application } from '../compose.ts';
import { ensureSetupFlow } from '../setup-flow.ts';
import { withApplication } from './with-application.ts';

export type SwitchPlace = { readonly org?: string; readonly environment: 'live' | 'test' };
export type SwitchOptions = SwitchPlace & {
  readonly capability?: string;
  readonly reason: string;
  readonly until?: string;
};

const WHOLE_INSTALLATION: Scope = { orgId: null, environment: null };

export async function switchOnboardingOff({ until, ...options }: SwitchOptions): Promise<void> {
  const { capability, reason } = wishOf(options);
  const end = until === undefined ? null : new Date(read(Timestamp, until, 'until'));
  await withKillSwitch(options, async (killSwitch, caller) => {
    await killSwitch.switchOff(caller, { capability, reason, until: end });
    console.log(`${nameOf(options)} is switched off${end ? ` until ${end.toISOString()}` : ''}.`);
    console.log('Running processes follow within a second, and within six where they can’t be notified.');
  });
}

export async function releaseSwitch(options: SwitchOptions): Promise<void> {
  const { capability, reason } = wishOf(options);
  await withKillSwitch(options, async (killSwitch, caller) => {
    await killSwitch.release(caller, { capability }, reason);
    console.log(`${nameOf(options)} is switched on again.`);
  });
}

/** One line for everything that is switched off there; of an organization also when it is so everywhere. */
export async function killSwitchStatus(options: SwitchPlace): Promise<void> {
  await withKillSwitch(options, async (killSwitch, { scope }) => {
    const everywhere = await killSwitch.onNow(WHOLE_INSTALLATION);
    const here = scope.orgId === null ? [] : await killSwitch.onNow(scope);
    const lines = [
      ...everywhere.map((row) => lineOf('the whole installation', row)),
      ...here.map((row) => lineOf(row.capability ?? 'onboarding as a whole', row)),
    ];
    console.log(lines.length === 0 ? 'Nothing is switched off.' : lines.join('\n'));
  });
}

type Row = Awaited<ReturnType<KillSwitch['onNow']>>[number];

function lineOf(what: string, { switched_on_at, until, reason }: Row): string {
  const end = until === null ? '' : `, until ${until.toISOString()}`;
  return `OFF  ${what}, since ${switched_on_at.toISOString()}${end}: ${reason}`;
}

function nameOf({ org, environment, capability }: SwitchPlace & { capability?: string }): string {
  if (org === undefined) return 'Onboarding of the whole installation';
  return `${capability === undefined ? 'Onboarding' : `The capability ${capability}`} of ${org} (${environment})`;
}

function wishOf({ org, capability, reason }: SwitchOptions) {
  const text = reason.trim();
  if (text.length < 3 || text.length > 500) throw refused('Say why with --reason, in 3 to 500 characters.');
  if (capability !== undefined && org === undefined) throw refused('A capability belongs to an organization: name it.');
  return { capability: capability === undefined ? null : read(Capability, capability, 'capability'), reason: text };
}

function read(shape: typeof Capability | typeof Timestamp, text: string, option: string): string {
  const parsed = shape.safeParse(text);
  if (!parsed.success) throw refused(`--${option} is not as it should be: ${parsed.error.issues[0]?.message ?? ''}`);
  return parsed.data;
}

function refused(detail: string): Error {
  return commonErrors.validation_failed(undefined, { detail });
}

async function withKillSwitch(
  place: SwitchPlace,
  work: (killSwitch: KillSwitch, caller: Caller) => Promise<void>,
): Promise<void> {
  await withApplication(async (application) => {
    await ensureSetupFlow(application);
    const scope = await scopeOf(application, place);
    await work(application.killSwitch, { scope, actor: { actorKind: 'system', actorId: null } });
  });
}

async function scopeOf({ organizations }: Application, { org, environment }: SwitchPlace): Promise<Scope> {
  if (org === undefined) return WHOLE_INSTALLATION;
  const organization = await organizations.organizationBySlug(org);
  if (!organization) throw commonErrors.not_found(undefined, { detail: `There is no organization ${org}.` });
  return { orgId: organization.id, environment };
}

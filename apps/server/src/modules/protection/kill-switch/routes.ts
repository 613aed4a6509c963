import {
  getInstallationKillSwitch,
  getKillSwitches,
  listInstallationKillSwitchHistory,
  listKillSwitchHistory,
  releaseInstallationKillSwitch,
  releaseKillSwitch,
  switchInstallationOff,
  switchOnboardingOff,
} from '@stepwell/contract';
import type { Clock } from '../../../platform/clock/index.ts';
import { commonErrors } from '../../../platform/errors/index.ts';
import {
  type AccountPrincipal,
  created,
  decodeIdCursor,
  encodeCursor,
  type MemberPrincipal,
  memberOf,
  mount,
  type MountedRoute,
  ok,
  type Principal,
  type RequestContext,
} from '../../../platform/http/index.ts';
import type { SwitchRow } from './read-model.ts';
import { type Actor, type Caller, INSTALLATION, type Scope } from './scope.ts';
import type { KillSwitch } from './service.ts';
import { viewOf } from './view.ts';

export type KillSwitchRouteDependencies = {
  readonly killSwitch: KillSwitch;
  readonly clock: Clock;
  /** How the audit log names somebody signed in. */
  readonly actorOf: (
    principal: MemberPrincipal | AccountPrincipal,
    context: RequestContext,
  ) => Omit<Actor, 'actorKind'> & { readonly actorKind: string };
};

export function killSwitchRoutes(deps: KillSwitchRouteDependencies): MountedRoute[] {
  return [...memberRoutes(deps), ...operatorRoutes(deps)];
}

function memberRoutes(deps: KillSwitchRouteDependencies): MountedRoute[] {
  const { killSwitch, clock } = deps;
  return [
    mount(getKillSwitches, async ({ principal }) => {
      const { orgId, environment } = memberOf(principal);
      const rows = await killSwitch.onNow({ orgId, environment });
      const capabilities = await killSwitch.capabilities(orgId);
      const switches = rows.map((row) => viewOf(row, clock.now()));
      return ok({ data: { environment, installation: installationView(killSwitch), switches, capabilities } });
    }),
    mount(listKillSwitchHistory, async ({ principal, query }) => {
      const { orgId, environment } = memberOf(principal);
      return ok(await historyPage(deps, { orgId, environment }, query));
    }),
    mount(switchOnboardingOff, async ({ principal, context, body: { until, ...wish } }) => {
      const row = await killSwitch.switchOff(memberCaller(deps, principal, context), { ...wish, until: dateOf(until) });
      return created({ data: viewOf(row, clock.now()) });
    }),
    mount(releaseKillSwitch, async ({ principal, context, params, body: { reason } }) => {
      const row = await killSwitch.release(memberCaller(deps, principal, context), params, reason);
      return ok({ data: viewOf(row, clock.now()) });
    }),
  ];
}

function operatorRoutes(deps: KillSwitchRouteDependencies): MountedRoute[] {
  const { killSwitch, clock } = deps;
  return [
    mount(getInstallationKillSwitch, async () => {
      const [row] = await killSwitch.onNow(INSTALLATION);
      return ok({ data: { switch: row === undefined ? null : viewOf(row, clock.now()) } });
    }),
    mount(listInstallationKillSwitchHistory, async ({ query }) => ok(await historyPage(deps, INSTALLATION, query))),
    mount(switchInstallationOff, async ({ principal, context, body: { reason, until } }) => {
      const wish = { capability: null, reason, until: dateOf(until) };
      const row = await killSwitch.switchOff(operatorCaller(deps, principal, context), wish);
      return created({ data: viewOf(row, clock.now()) });
    }),
    mount(releaseInstallationKillSwitch, async ({ principal, context, body: { reason } }) => {
      const row = await killSwitch.release(operatorCaller(deps, principal, context), { capability: null }, reason);
      return ok({ data: viewOf(row, clock.now()) });
    }),
  ];
}

function installationView(killSwitch: KillSwitch) {
  const found = killSwitch.installation();
  if (found === undefined) return null;
  const { reason, switchedOnAt, until } = found;
  return { reason, switched_on_at: switchedOnAt.toISOString(), until: until?.toISOString() ?? null };
}

async function historyPage(
  { killSwitch, clock }: KillSwitchRouteDependencies,
  scope: Scope,
  { cursor, limit }: { cursor?: string | undefined; limit: number },
) {
  const rows: SwitchRow[] = await killSwitch.history(scope, decodeIdCursor(cursor), limit + 1);
  const last = rows.length > limit ? rows[limit - 1] : undefined;
  return {
    data: rows.slice(0, limit).map((row) => viewOf(row, clock.now())),
    meta: { next_cursor: last ? encodeCursor([last.id]) : null },
  };
}

/** Nobody switches in somebody else's name: a fresh proof is asked for, and who acts for another has none. */
function memberCaller(deps: KillSwitchRouteDependencies, principal: Principal, context: RequestContext): Caller {
  const member = memberOf(principal);
  const { orgId, environment } = member;
  return { scope: { orgId, environment }, actor: { ...deps.actorOf(member, context), actorKind: 'member' } };
}

function operatorCaller(deps: KillSwitchRouteDependencies, principal: Principal, context: RequestContext): Caller {
  if (principal.kind !== 'member' && principal.kind !== 'account') throw commonErrors.permission_denied();
  return { scope: INSTALLATION, actor: { ...deps.actorOf(principal, context), actorKind: 'operator' } };
}

function dateOf(text: string | null): Date | null {
  return text === null ? null : new Date(text);
}

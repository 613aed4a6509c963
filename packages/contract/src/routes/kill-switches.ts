import { z } from 'zod';
import { Capability, dataOf, Environment, Id, pageOf, PageQuery, Timestamp } from '../envelope.ts';
import { defineRoute } from '../route.ts';

const reading = { tag: 'Kill switch', audience: { member: 'kill-switch:read' }, limit: 'signed_in' } as const;
const writing = {
  tag: 'Kill switch',
  audience: { member: 'kill-switch:write' },
  limit: 'signed_in',
  confirm: true,
} as const;
const looking = { tag: 'Operator console', audience: { operator: 'admin' }, limit: 'signed_in' } as const;
const operating = { ...looking, confirm: true } as const;

const Reason = z.string().trim().min(3).max(500);
const Until = Timestamp.nullable().default(null).describe('released by itself then; within 30 days');

const SwitchedBy = z.object({
  kind: z.enum(['member', 'operator', 'system']),
  id: Id.nullable(),
  name: z.string().nullable().describe('null: left meanwhile, staff of the installation, or nobody'),
});

const KillSwitch = z.object({
  id: Id,
  capability: z.string().nullable().describe('null: onboarding as a whole'),
  reason: z.string(),
  switched_on_at: Timestamp,
  switched_on_by: SwitchedBy,
  until: Timestamp.nullable(),
  released_at: Timestamp.nullable().describe('null: onboarding is off because of it now'),
  released_by: SwitchedBy.nullable(),
  release_reason: z.string().nullable().describe('null with a release: it ended by itself'),
  gates_opened: z.int().describe('gates answered open because of it; written down every second'),
});
export const KillSwitchView = KillSwitch.meta({ id: 'KillSwitch' });

const InstallationWide = z
  .object({ reason: z.string(), switched_on_at: Timestamp, until: Timestamp.nullable() })
  .nullable()
  .describe('an operator has switched onboarding off everywhere');

export const getKillSwitches = defineRoute({
  ...reading,
  id: 'getKillSwitches',
  method: 'GET',
  path: '/api/v1/kill-switches',
  summary: 'What of onboarding is switched off in the environment',
  responses: {
    200: dataOf(
      z.object({
        environment: Environment,
        installation: InstallationWide,
        switches: z.array(KillSwitchView).describe('those that are on, onboarding as a whole first'),
        capabilities: z.array(z.string()).describe('those of the organization’s published flows'),
      }),
    ),
  },
  errors: [],
});

export const listKillSwitchHistory = defineRoute({
  ...reading,
  id: 'listKillSwitchHistory',
  method: 'GET',
  path: '/api/v1/kill-switches/history',
  summary: 'What was switched off in the environment, by whom and why, newest first',
  query: PageQuery,
  responses: { 200: pageOf(KillSwitchView) },
  errors: ['cursor_damaged'],
});

export const switchOnboardingOff = defineRoute({
  ...writing,
  id: 'switchOnboardingOff',
  method: 'POST',
  path: '/api/v1/kill-switches',
  summary: 'Switch off onboarding of the environment, or one capability of it; takes effect everywhere within a second',
  description: 'Gates it concerns answer open from then on. Nothing that was stored is lost.',
  body: z.strictObject({
    capability: Capability.nullable().default(null).describe('null: onboarding as a whole'),
    reason: Reason,
    until: Until,
  }),
  responses: { 201: dataOf(KillSwitchView) },
  errors: [
    'kill_switch_already_on',
    'kill_switch_capability_unknown',
    'kill_switch_end_refused',
    'too_many_kill_switches',
  ],
});

export const releaseKillSwitch = defineRoute({
  ...writing,
  id: 'releaseKillSwitch',
  method: 'POST',
  path: '/api/v1/kill-switches/{id}/release',
  summary: 'Switch onboarding on again',
  params: z.object({ id: Id }),
  body: z.strictObject({ reason: Reason }),
  responses: { 200: dataOf(KillSwitchView) },
  errors: ['kill_switch_not_on'],
});

export const getInstallationKillSwitch = defineRoute({
  ...looking,
  id: 'getInstallationKillSwitch',
  method: 'GET',
  path: '/api/v1/admin/kill-switch',
  summary: 'Whether onboarding is switched off on the whole installation',
  responses: { 200: dataOf(z.object({ switch: KillSwitchView.nullable() })) },
  errors: [],
});

export const listInstallationKillSwitchHistory = defineRoute({
  ...looking,
  id: 'listInstallationKillSwitchHistory',
  method: 'GET',
  path: '/api/v1/admin/kill-switch/history',
  summary: 'When onboarding was switched off on the whole installation, by whom and why, newest first',
  query: PageQuery,
  responses: { 200: pageOf(KillSwitchView) },
  errors: ['cursor_damaged'],
});

export const switchInstallationOff = defineRoute({
  ...operating,
  id: 'switchInstallationOff',
  method: 'POST',
  path: '/api/v1/admin/kill-switch',
  summary: 'Switch off onboarding on the whole installation: every gate of every organization answers open',
  body: z.strictObject({ reason: Reason, until: Until }),
  responses: { 201: dataOf(KillSwitchView) },
  errors: ['kill_switch_already_on', 'kill_switch_end_refused'],
});

export const releaseInstallationKillSwitch = defineRoute({
  ...operating,
  id: 'releaseInstallationKillSwitch',
  method: 'POST',
  path: '/api/v1/admin/kill-switch/release',
  summary: 'Switch onboarding on again on the whole installation',
  body: z.strictObject({ reason: Reason }),
  responses: { 200: dataOf(KillSwitchView) },
  errors: ['kill_switch_not_on'],
});

export const killSwitchRoutes = [
  getKillSwitches,
  listKillSwitchHistory,
  switchOnboardingOff,
  releaseKillSwitch,
  getInstallationKillSwitch,
  listInstallationKillSwitchHistory,
  switchInstallationOff,
  releaseInstallationKillSwitch,
] as const;

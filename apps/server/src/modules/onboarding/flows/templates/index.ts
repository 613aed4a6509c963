import { FlowDefinition } from '@stepwell/contract';
import type { FlowDefinition as Definition } from '@stepwell/engine';
import type { StoredDefinition } from '../repository.ts';
import { creatorMarketplace } from './creator-marketplace.ts';
import { fieldSiteAudit } from './field-site-audit.ts';
import { kyc } from './kyc.ts';
import { saasTeam } from './saas-team.ts';

export type FlowTemplate = {
  readonly key: string;
  readonly name: string;
  readonly description: string;
  readonly step_count: number;
  readonly definition: StoredDefinition;
};

/** What a flow can be started from. Each may be published as it is. */
export const FLOW_TEMPLATES: readonly FlowTemplate[] = [
  template(
    'saas_team',
    'SaaS team',
    'A team sets up its workspace, brings in its data and invites its people.',
    saasTeam,
  ),
  template(
    'creator_marketplace',
    'Creator marketplace',
    'Creators show who they are, agree on the rules, are verified and get paid.',
    creatorMarketplace,
  ),
  template('kyc', 'Know your customer', 'Persons and companies are identified and screened before money moves.', kyc),
  template(
    'field_site_audit',
    'Field site audit',
    'An auditor prepares a visit, enters safely, records findings and releases the report.',
    fieldSiteAudit,
  ),
];

export function findTemplate(key: string): FlowTemplate | undefined {
  return FLOW_TEMPLATES.find((candidate) => candidate.key === key);
}

/** A definition of the right shape with nothing in it yet. */
export function blankDefinition(title: string): StoredDefinition {
  return {
    title: { en: title },
    default_locale: 'en',
    locales: ['en'],
    targeting: { markets: ['*'], roles: [] },
    steps: [],
    gates: [],
  };
}

function template(key: string, name: string, description: string, definition: Definition): FlowTemplate {
  return { key, name, description, step_count: definition.steps.length, definition: FlowDefinition.parse(definition) };
}

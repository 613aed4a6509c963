import { z } from 'zod';
import { dataOf, Environment, Id, Key, pageOf, PageQuery, Timestamp } from '../envelope.ts';
import {
  DefinitionProblemView,
  DiffView,
  DraftView,
  DryRunView,
  FlowTemplateView,
  FlowVersionDetail,
  FlowVersionView,
  FlowView,
  PublicationView,
  PublishMode,
} from '../flow.ts';
import { FlowDefinition } from '../flow-definition.ts';
import { defineRoute } from '../route.ts';

const params = z.object({ key: Key });
const read = { member: 'flows:read', apiKey: 'flows:read' } as const;
const write = { member: 'flows:write', apiKey: 'flows:write' } as const;
const publish = { member: 'flows:publish', apiKey: 'flows:write' } as const;
const common = { tag: 'Flows', limit: 'signed_in' } as const;
const definitionBodyLimit = { bodyLimitBytes: 2_000_000 } as const;

export const listFlows = defineRoute({
  ...common,
  id: 'listFlows',
  method: 'GET',
  path: '/api/v1/flows',
  summary: 'Flows of the organization, by key',
  audience: read,
  query: PageQuery.extend({
    q: z.string().max(100).optional(),
    status: z.enum(['draft', 'published', 'retired']).optional(),
  }),
  responses: { 200: pageOf(FlowView) },
  errors: ['cursor_damaged'],
});

export const createFlow = defineRoute({
  ...common,
  ...definitionBodyLimit,
  id: 'createFlow',
  method: 'POST',
  path: '/api/v1/flows',
  summary: 'Create a flow with a first draft, from a template or a definition',
  audience: write,
  body: z.strictObject({
    key: Key,
    name: z.string().trim().min(1).max(120),
    template: z.string().max(60).optional(),
    definition: FlowDefinition.optional(),
  }),
  responses: { 201: dataOf(FlowView) },
  errors: ['flow_key_taken', 'template_unknown'],
});

export const getFlow = defineRoute({
  ...common,
  id: 'getFlow',
  method: 'GET',
  path: '/api/v1/flows/{key}',
  summary: 'One flow',
  audience: read,
  params,
  responses: { 200: dataOf(FlowView) },
  errors: [],
});

export const updateFlow = defineRoute({
  ...common,
  id: 'updateFlow',
  method: 'PATCH',
  path: '/api/v1/flows/{key}',
  summary: 'Rename a flow',
  audience: write,
  params,
  body: z.strictObject({ name: z.string().trim().min(1).max(120) }),
  responses: { 200: dataOf(FlowView) },
  errors: [],
});

export const retireFlow = defineRoute({
  ...common,
  id: 'retireFlow',
  method: 'POST',
  path: '/api/v1/flows/{key}/retire',
  summary: 'Stop serving a flow to new participants; journeys under way may be finished',
  audience: write,
  params,
  responses: { 200: dataOf(FlowView) },
  errors: [],
});

export const listFlowTemplates = defineRoute({
  ...common,
  id: 'listFlowTemplates',
  method: 'GET',
  path: '/api/v1/flow-templates',
  summary: 'Templates to start a flow from',
  audience: read,
  responses: { 200: dataOf(z.array(FlowTemplateView)) },
  errors: [],
});

export const getDraft = defineRoute({
  ...common,
  id: 'getDraft',
  method: 'GET',
  path: '/api/v1/flows/{key}/draft',
  summary: 'The draft with its problems',
  audience: read,
  params,
  responses: { 200: dataOf(DraftView) },
  errors: [],
});

export const saveDraft = defineRoute({
  ...common,
  ...definitionBodyLimit,
  id: 'saveDraft',
  method: 'PUT',
  path: '/api/v1/flows/{key}/draft',
  summary: 'Save the draft; problems are reported, not refused, until it is published',
  audience: write,
  params,
  body: z.strictObject({ definition: FlowDefinition, row_version: z.int().min(0) }),
  responses: { 200: dataOf(DraftView) },
  errors: ['row_version_stale'],
});

export const checkDefinition = defineRoute({
  ...common,
  ...definitionBodyLimit,
  id: 'checkDefinition',
  method: 'POST',
  path: '/api/v1/flows/check',
  summary: 'Check a definition without storing it',
  audience: read,
  body: z.strictObject({ definition: FlowDefinition }),
  responses: { 200: dataOf(z.object({ problems: z.array(DefinitionProblemView) })) },
  errors: [],
});

export const listFlowVersions = defineRoute({
  ...common,
  id: 'listFlowVersions',
  method: 'GET',
  path: '/api/v1/flows/{key}/versions',
  summary: 'Published versions, newest first',
  audience: read,
  params,
  query: PageQuery,
  responses: { 200: pageOf(FlowVersionView) },
  errors: ['cursor_damaged'],
});

export const getFlowVersion = defineRoute({
  ...common,
  id: 'getFlowVersion',
  method: 'GET',
  path: '/api/v1/flows/{key}/versions/{number}',
  summary: 'One published version with its definition',
  audience: read,
  params: params.extend({ number: z.coerce.number().int().min(1) }),
  responses: { 200: dataOf(FlowVersionDetail) },
  errors: [],
});

const VersionName = z.string().regex(/^(draft|[1-9][0-9]{0,8})$/, 'a version number, or draft');
export const diffFlow = defineRoute({
  ...common,
  id: 'diffFlow',
  method: 'GET',
  path: '/api/v1/flows/{key}/diff',
  summary: 'What differs between two versions',
  audience: read,
  params,
  query: z.object({ from: VersionName, to: VersionName }),
  responses: { 200: dataOf(DiffView) },
  errors: [],
});

const publishBody = { environment: Environment, mode: PublishMode.default('carry') };
export const dryRunFlow = defineRoute({
  ...common,
  id: 'dryRunFlow',
  method: 'POST',
  path: '/api/v1/flows/{key}/dry-run',
  summary: 'Replay every live journey against the draft and say who advances, regresses or is stranded',
  audience: write,
  limit: 'heavy',
  params,
  body: z.strictObject(publishBody),
  responses: { 200: dataOf(DryRunView) },
  errors: ['definition_invalid'],
});

export const publishFlow = defineRoute({
  ...common,
  id: 'publishFlow',
  method: 'POST',
  path: '/api/v1/flows/{key}/publish',
  summary: 'Publish the draft as a new version and migrate live journeys',
  audience: publish,
  limit: 'heavy',
  params,
  body: z.strictObject({
    ...publishBody,
    row_version: z.int().min(0).describe('row_version of the draft that was looked at'),
    active_from: Timestamp.optional(),
    active_to: Timestamp.nullable().optional(),
  }),
  responses: { 202: dataOf(PublicationView) },
  errors: ['definition_invalid', 'row_version_stale', 'publication_running', 'nothing_to_publish'],
});

export const listPublications = defineRoute({
  ...common,
  id: 'listPublications',
  method: 'GET',
  path: '/api/v1/flows/{key}/publications',
  summary: 'Publications of the flow, newest first',
  audience: read,
  params,
  query: PageQuery,
  responses: { 200: pageOf(PublicationView) },
  errors: ['cursor_damaged'],
});

export const getPublication = defineRoute({
  ...common,
  id: 'getPublication',
  method: 'GET',
  path: '/api/v1/flows/{key}/publications/{id}',
  summary: 'One publication and how far it is',
  audience: read,
  params: params.extend({ id: Id }),
  responses: { 200: dataOf(PublicationView) },
  errors: [],
});

export const rollBackPublication = defineRoute({
  ...common,
  id: 'rollBackPublication',
  method: 'POST',
  path: '/api/v1/flows/{key}/publications/{id}/roll-back',
  summary: 'Move the pointer back and restore every journey as it was',
  audience: publish,
  limit: 'heavy',
  params: params.extend({ id: Id }),
  responses: { 202: dataOf(PublicationView) },
  errors: ['publication_running', 'publication_superseded', 'nothing_to_roll_back'],
});

export const flowRoutes = [
  listFlows,
  createFlow,
  checkDefinition,
  listFlowTemplates,
  getFlow,
  updateFlow,
  retireFlow,
  getDraft,
  saveDraft,
  listFlowVersions,
  getFlowVersion,
  diffFlow,
  dryRunFlow,
  publishFlow,
  listPublications,
  getPublication,
  rollBackPublication,
] as const;

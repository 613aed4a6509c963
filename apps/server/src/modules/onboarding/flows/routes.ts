import {
  checkDefinition,
  createFlow,
  diffFlow,
  getDraft,
  getFlow,
  getFlowVersion,
  listFlows,
  listFlowTemplates,
  listFlowVersions,
  retireFlow,
  saveDraft,
  updateFlow,
} from '@stepwell/contract';
import { created, type MountedRoute, mount, ok } from '../../../platform/http/index.ts';
import { callerOf } from './caller.ts';
import { type FlowDrafts, problemsOf } from './drafts.ts';
import type { FlowService } from './service.ts';
import { FLOW_TEMPLATES } from './templates/index.ts';
import type { FlowVersions } from './versions.ts';

type Services = { readonly flows: FlowService; readonly drafts: FlowDrafts; readonly versions: FlowVersions };

export function flowRoutes({ flows, drafts, versions }: Services): MountedRoute[] {
  return [
    mount(listFlows, async ({ principal, context, query }) => {
      const page = await flows.listFlows(callerOf(principal, context), query);
      return ok({ data: page.flows, meta: { next_cursor: page.nextCursor } });
    }),
    mount(createFlow, async ({ principal, context, body }) => {
      return created({ data: await flows.createFlow(callerOf(principal, context), body) });
    }),
    mount(getFlow, async ({ principal, context, params }) => {
      return ok({ data: await flows.flow(callerOf(principal, context), params.key) });
    }),
    mount(updateFlow, async ({ principal, context, params, body }) => {
      const renamed = await flows.renameFlow(callerOf(principal, context), params.key, body.name);
      return ok({ data: renamed });
    }),
    mount(retireFlow, async ({ principal, context, params }) => {
      return ok({ data: await flows.retireFlow(callerOf(principal, context), params.key) });
    }),
    mount(listFlowTemplates, async () => ok({ data: [...FLOW_TEMPLATES] })),
    ...draftRoutes(drafts),
    ...versionRoutes(versions),
  ];
}

function draftRoutes(drafts: FlowDrafts): MountedRoute[] {
  return [
    mount(checkDefinition, async ({ body }) => {
      return ok({ data: { problems: problemsOf(body.definition) } });
    }),
    mount(getDraft, async ({ principal, context, params }) => {
      return ok({ data: await drafts.draft(callerOf(principal, context), params.key) });
    }),
    mount(saveDraft, async ({ principal, context, params, body }) => {
      const change = { definition: body.definition, rowVersion: body.row_version };
      return ok({ data: await drafts.saveDraft(callerOf(principal, context), params.key, change) });
    }),
  ];
}

function versionRoutes(versions: FlowVersions): MountedRoute[] {
  return [
    mount(listFlowVersions, async ({ principal, context, params, query }) => {
      const page = await versions.listVersions(callerOf(principal, context), params.key, query);
      return ok({ data: page.versions, meta: { next_cursor: page.nextCursor } });
    }),
    mount(getFlowVersion, async ({ principal, context, params }) => {
      const found = await versions.version(callerOf(principal, context), params.key, params.number);
      return ok({ data: found });
    }),
    mount(diffFlow, async ({ principal, context, params, query }) => {
      const diff = await versions.diff(callerOf(principal, context), params.key, query.from, query.to);
      return ok({ data: diff });
    }),
  ];
}

import { dryRunFlow, getPublication, listPublications, publishFlow, rollBackPublication } from '@stepwell/contract';
import { accepted, type MountedRoute, mount, ok } from '../../../platform/http/index.ts';
import { callerOf } from '../flows/index.ts';
import type { PublicationService } from './service.ts';

export function publicationRoutes(publications: PublicationService): MountedRoute[] {
  return [
    mount(dryRunFlow, async ({ principal, context, params, body }) => {
      return ok({ data: await publications.dryRun(callerOf(principal, context), params.key, body) });
    }),
    mount(publishFlow, async ({ principal, context, params, body }) => {
      const { environment, mode, row_version: rowVersion, active_from, active_to } = body;
      const order = { environment, mode, rowVersion, activeFrom: dateOf(active_from), activeTo: dateOf(active_to) };
      return accepted({ data: await publications.publish(callerOf(principal, context), params.key, order) });
    }),
    mount(listPublications, async ({ principal, context, params, query }) => {
      const page = await publications.listPublications(callerOf(principal, context), params.key, query);
      return ok({ data: page.publications, meta: { next_cursor: page.nextCursor } });
    }),
    mount(getPublication, async ({ principal, context, params }) => {
      return ok({ data: await publications.publication(callerOf(principal, context), params.key, params.id) });
    }),
    mount(rollBackPublication, async ({ principal, context, params }) => {
      return accepted({ data: await publications.rollBack(callerOf(principal, context), params.key, params.id) });
    }),
  ];
}

function dateOf(time: string | null | undefined): Date | undefined {
  return time ? new Date(time) : undefined;
}

import type { computeFunnel, Environment, FunnelView, getFunnel, RouteBody, RouteQuery } from '@stepwell/contract';
import type { FlowDefinition } from '@stepwell/engine';
import type { z } from 'zod';
import type { TenantTx } from '../../../platform/database/index.ts';

/** Whose events are asked about. */
export type FunnelScope = { readonly orgId: string; readonly environment: Environment };

export type FlowFunnelQuery = RouteQuery<typeof getFunnel>;
export type EventFunnelBody = RouteBody<typeof computeFunnel>;
export type FunnelReport = z.input<typeof FunnelView>;

/** What funnels ask of flows. */
export type FlowCatalogue = {
  /** The flow of this key in the organization of `tx`. */
  flowByKey(tx: TenantTx, key: string): Promise<{ readonly id: string } | null>;
  /** The version of this number; without one, the version live in the environment or else the newest. */
  versionForReport(
    tx: TenantTx,
    query: { readonly flowId: string; readonly environment: Environment; readonly number?: number },
  ): Promise<{ readonly definition: FlowDefinition } | null | undefined>;
};

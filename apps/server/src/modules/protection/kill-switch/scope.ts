import type { Environment } from '@stepwell/contract';
import type { AuditEntry } from '../audit/index.ts';

/** One environment of an organization, or, where both are null, the whole installation. */
export type Scope =
  | { readonly orgId: string; readonly environment: Environment }
  | { readonly orgId: null; readonly environment: null };

/** Who switches, and how the audit log names them. */
export type Actor = Pick<AuditEntry, 'actorId' | 'onBehalfOf' | 'ip' | 'userAgent' | 'correlationId'> & {
  readonly actorKind: 'member' | 'operator' | 'system';
};

export type Caller = { readonly scope: Scope; readonly actor: Actor };

export const INSTALLATION: Scope = { orgId: null, environment: null };

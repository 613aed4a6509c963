import type { Environment } from '@stepwell/contract';
import type { Json } from '@stepwell/engine';
import type { Clock } from '../../../platform/clock/index.ts';
import type { Tx } from '../../../platform/database/index.ts';
import type { IdSource } from '../../../platform/ids/index.ts';
import { INSERT_ENTRY } from './repository.ts';

/** Who did what to what. `before` and `after` hold no secrets and nothing personal beyond ids. */
export type AuditEntry = {
  readonly orgId: string;
  readonly environment: Environment | null;
  readonly actorKind: 'member' | 'participant' | 'api_key' | 'directory' | 'operator' | 'webhook' | 'system';
  readonly actorId: string | null;
  /** The account in whose name an operator acts. */
  readonly onBehalfOf?: string;
  readonly action: string;
  readonly resourceKind: string;
  readonly resourceId: string;
  readonly before?: Json;
  readonly after?: Json;
  readonly ip?: string;
  readonly userAgent?: string;
  readonly correlationId?: string;
};

export type AuditWriter = {
  /** Writes the entry in the transaction of the change that it records, so that neither exists without the other. */
  append(tx: Tx, entry: AuditEntry): Promise<void>;
};

export function createAuditWriter({ clock, ids }: { clock: Clock; ids: IdSource }): AuditWriter {
  return {
    async append(tx, entry) {
      await tx.run(INSERT_ENTRY, [
        ids.next(),
        entry.orgId,
        entry.environment,
        clock.now(),
        entry.actorKind,
        entry.actorId,
        entry.action,
        entry.resourceKind,
        entry.resourceId,
        json(entry.before),
        json(entry.after),
        entry.ip ?? null,
        entry.userAgent ?? null,
        entry.correlationId ?? null,
        entry.onBehalfOf ?? null,
      ]);
    },
  };
}

function json(value: Json | undefined): string | null {
  return value === undefined ? null : JSON.stringify(value);
}

import type { KillSwitchView } from '@stepwell/contract';
import type { z } from 'zod';
import type { SwitchRow } from './read-model.ts';

/** One that has ended by itself is shown as released then, whether or not that is written down yet. */
export function viewOf(row: SwitchRow, now: Date): z.input<typeof KillSwitchView> {
  const { id, capability, reason, until, release_reason, gates_opened } = row;
  const hasEnded = row.released_at === null && until !== null && until <= now;
  const releasedAt = hasEnded ? until : row.released_at;
  const releasedBy = hasEnded ? 'system' : row.released_by_kind;
  return {
    id,
    capability,
    reason,
    switched_on_at: row.switched_on_at.toISOString(),
    switched_on_by: { kind: row.switched_on_by_kind, id: row.switched_on_by, name: row.switched_on_by_name },
    until: until?.toISOString() ?? null,
    released_at: releasedAt?.toISOString() ?? null,
    released_by: releasedBy && { kind: releasedBy, id: row.released_by, name: row.released_by_name },
    release_reason,
    gates_opened,
  };
}

import type { FlagChangeView, FlagView } from '@stepwell/contract';
import type { z } from 'zod';
import type { ChangeRow } from './read-model.ts';
import type { FlagRow } from './repository.ts';

export function viewOf({ created_at, updated_at, archived_at, ...flag }: FlagRow): z.input<typeof FlagView> {
  return {
    ...flag,
    created_at: created_at.toISOString(),
    updated_at: updated_at.toISOString(),
    archived_at: archived_at?.toISOString() ?? null,
  };
}

export function changeViewOf(change: ChangeRow): z.input<typeof FlagChangeView> {
  const { id, at, actor_kind, actor_id, actor_name, kind, definition, rollout } = change;
  const actor = { kind: actor_kind, id: actor_id, name: actor_name };
  return { id, at: at.toISOString(), actor, kind, definition, rollout };
}

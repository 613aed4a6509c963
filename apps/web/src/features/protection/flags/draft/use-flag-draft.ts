import { useState } from 'react';
import type { ChangedFlag, Flag } from '../flag-queries.ts';
import { definitionOf, draftOf, type FlagDraft, isSameDraft } from './draft.ts';
import { draftProblems } from './draft-problems.ts';
import { partAt, type RefusedPlace, refusedPlaces } from './refused-places.ts';

export type FlagDrafting = ReturnType<typeof useFlagDraft>;

/** A flag as it is being changed. What somebody else saved comes in by itself while there is nothing here to lose. */
export function useFlagDraft(flag: Flag) {
  const [base, setBase] = useState(flag);
  const [draft, setDraft] = useState(() => draftOf(flag));
  const [refused, setRefused] = useState<{ draft: FlagDraft; places: RefusedPlace[] } | null>(null);
  const isDirty = !isSameDraft(draft, draftOf(base));
  const isOutdated = flag.row_version > base.row_version;
  const { kind, is_enabled: isEnabled } = base.definition;
  const adopt = (newer: Flag) => {
    setBase(newer);
    setDraft(draftOf(newer));
    setRefused(null);
  };
  if (isOutdated && !isDirty) adopt(flag);
  const definition = definitionOf(draft, kind, isEnabled);
  const changed: ChangedFlag = {
    name: draft.name.trim(),
    description: draft.description.trim() || null,
    definition,
    row_version: base.row_version,
  };
  return {
    base,
    draft,
    changed,
    isDirty,
    /** Somebody else saved meanwhile, and there is something here to lose. */
    isStale: isOutdated && isDirty,
    problems: draftProblems(draft, kind),
    /** What the server refused and nobody has changed since. */
    refused: refused?.places.filter(({ place }) => partAt(draft, place) === partAt(refused.draft, place)) ?? [],
    edit: (change: (known: FlagDraft) => FlagDraft) => setDraft(change),
    discard: () => adopt(flag),
    adopt,
    /** Goes on from a newer state of the flag in which nothing of the draft was changed. */
    rebase: setBase,
    refuse: (error: unknown) => setRefused({ draft, places: refusedPlaces(error, draft, definition) }),
  };
}

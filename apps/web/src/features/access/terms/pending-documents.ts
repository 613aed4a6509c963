import type { LegalDocument, LegalStatus } from './terms-queries.ts';

export interface PendingDocument {
  id: string;
  kind: LegalDocument['kind'];
  version: string;
  /** The version accepted last, with when; null for somebody who never accepted one. */
  before: { version: string; acceptedAt: string } | null;
  /** The text in the reader's language; absent while it loads. */
  document: LegalDocument | undefined;
}

/** What waits for acceptance, beside what was accepted before. */
export function pendingDocuments(
  { pending, accepted }: LegalStatus,
  current: readonly LegalDocument[],
): PendingDocument[] {
  return pending.map(({ id, kind, version }) => ({
    id,
    kind,
    version,
    before: lastAccepted(accepted.filter((known) => known.kind === kind)),
    // Translations of one version may have ids of their own.
    document: current.find((known) => known.id === id) ?? current.find((known) => known.kind === kind),
  }));
}

function lastAccepted(accepted: LegalStatus['accepted']): PendingDocument['before'] {
  const newestFirst = accepted.toSorted((one, other) => Date.parse(other.accepted_at) - Date.parse(one.accepted_at));
  const [last] = newestFirst;
  return last ? { version: last.version, acceptedAt: last.accepted_at } : null;
}

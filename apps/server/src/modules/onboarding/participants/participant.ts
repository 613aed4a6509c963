import type { Environment } from '@stepwell/contract';
import type { Json, Subject } from '@stepwell/engine';
import type { ParticipantClaims } from '../../../platform/http/index.ts';

/** An end user of an organization, as onboarding needs to know them. */
export type ParticipantRecord = {
  readonly id: string;
  readonly externalId: string;
  readonly displayName: string | null;
  readonly subject: Subject;
  readonly locale: string | null;
};

/** All that is stored. */
export type ParticipantDetails = ParticipantRecord & { readonly createdAt: Date; readonly lastSeenAt: Date | null };

/** A participant who shows up, with what their token says of them. */
export type SeenParticipant = {
  readonly environment: Environment;
  readonly externalId: string;
  readonly claims: ParticipantClaims;
  readonly now: Date;
};

/** What is to be known of a participant from now on: absent stays as it is, null is cleared. */
export type ParticipantChange = {
  readonly displayName?: string | null;
  readonly market?: string | null;
  readonly role?: string | null;
  readonly locale?: string | null;
  /** Replaces all traits. */
  readonly traits?: Readonly<Record<string, Json>>;
};

export type ParticipantAddress = { readonly environment: Environment; readonly externalId: string };

/** One row of an import; times are those of the source. */
export type ImportedParticipant = ParticipantAddress & {
  readonly displayName: string | null;
  readonly market: string | null;
  readonly role: string | null;
  readonly locale: string | null;
  readonly traits: Readonly<Record<string, Json>>;
  readonly createdAt: Date;
  readonly lastSeenAt: Date | null;
};

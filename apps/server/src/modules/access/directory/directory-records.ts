import type { GivenRole } from '@stepwell/contract';
import type { AuditActor } from '../callers/index.ts';
import type { WantedUser } from './schemas/user-document.ts';

/** The directory that calls, as far as the work of the room has to know. */
export type Caller = { readonly orgId: string; readonly actor: AuditActor };

type Kept = {
  readonly id: string;
  readonly version: number;
  readonly createdAt: Date;
  readonly updatedAt: Date;
};

export type UserRecord = WantedUser & Kept & { readonly accountId: string | null };

export type UserView = UserRecord & {
  readonly groups: readonly { readonly value: string; readonly display: string }[];
};

export type WantedGroup = { readonly displayName: string; readonly externalId: string | null };

export type GroupRecord = WantedGroup & Kept & { readonly role: GivenRole | null };

export type GroupView = GroupRecord & {
  readonly memberCount: number;
  /** Undefined where nobody asked for them. */
  readonly members?: readonly { readonly value: string; readonly display: string }[] | undefined;
};

export type TokenRecord = {
  readonly id: string;
  readonly prefix: string;
  readonly createdAt: Date;
  readonly lastUsedAt: Date | null;
};

export type Summary = {
  readonly token: TokenRecord | null;
  readonly activeUsers: number;
  readonly inactiveUsers: number;
  readonly groups: number;
};

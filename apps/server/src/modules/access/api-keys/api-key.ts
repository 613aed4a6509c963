import type { ApiKeyScope, Environment } from '@stepwell/contract';

/** What a key that was presented may do, and for whom. */
export type ApiKey = {
  readonly id: string;
  readonly orgId: string;
  readonly environment: Environment;
  readonly scopes: readonly ApiKeyScope[];
  readonly expiresAt: Date | null;
};

export type NewApiKey = {
  readonly name: string;
  readonly environment: Environment;
  readonly scopes: readonly ApiKeyScope[];
  readonly expiresAt: Date | null;
};

/** A key as its owner sees it: never the secret. */
export type ApiKeyRecord = NewApiKey & {
  readonly id: string;
  readonly prefix: string;
  readonly createdAt: Date;
  /** Name of the member who made it. */
  readonly createdBy: string | null;
  readonly lastUsedAt: Date | null;
  readonly revokedAt: Date | null;
};

import type { Environment } from '@stepwell/contract';

/** A signing secret as its owner sees it: never the secret itself. */
export type SecretRecord = {
  readonly id: string;
  readonly environment: Environment;
  readonly createdAt: Date;
  readonly lastUsedAt: Date | null;
  readonly revokedAt: Date | null;
};

/** `secret` is shown this once; the tenant's server signs with its text as it stands, `ss_…_` included. */
export type NewSigningSecret = SecretRecord & { readonly secret: string };

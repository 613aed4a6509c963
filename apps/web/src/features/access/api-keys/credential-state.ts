export type CredentialState = 'live' | 'expired' | 'revoked';

/** Whether a key or a secret still opens anything. */
export function stateOf(
  { revoked_at: revokedAt, expires_at: expiresAt }: { revoked_at: string | null; expires_at?: string | null },
  nowMs: number,
): CredentialState {
  if (revokedAt !== null) return 'revoked';
  return expiresAt && Date.parse(expiresAt) <= nowMs ? 'expired' : 'live';
}

/** How long a new key works; null is for ever. */
export const LIFETIME_DAYS = { '30': 30, '90': 90, '365': 365, never: null } as const;
export type Lifetime = keyof typeof LIFETIME_DAYS;

const DAY_MS = 86_400_000;

export function expiryOf(lifetime: Lifetime, nowMs: number): string | null {
  const days = LIFETIME_DAYS[lifetime];
  return days === null ? null : new Date(nowMs + days * DAY_MS).toISOString();
}

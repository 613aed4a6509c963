import type { MeView, SessionView } from '@stepwell/contract';
import { getParser } from 'bowser';
import type { z } from 'zod';
import { commonErrors } from '../../../platform/errors/index.ts';
import { confirmedUntilMs } from '../../../platform/http/index.ts';
import type { MeRow, SessionRow } from './read-model.ts';
import type { Tokens } from './refreshing.ts';

/** Throws `not_signed_in` when the session ended meanwhile. */
export function meOf(rows: readonly MeRow[], now: Date): z.input<typeof MeView> {
  const [first] = rows;
  if (first === undefined) throw commonErrors.not_signed_in();
  return {
    account: {
      id: first.accountId,
      email: first.email,
      name: first.accountName,
      locale: first.locale,
      email_verified: first.emailVerified,
      has_password: first.hasPassword,
      has_second_factor: first.hasSecondFactor,
      operator_role: first.operatorRole,
    },
    organization: first.isCurrent ? (organizationOf(first) ?? null) : null,
    organizations: rows.flatMap((row) => organizationOf(row) ?? []),
    session: sessionOf(first, now),
    pending_terms: first.pendingTerms,
  };
}

function organizationOf({ orgId, slug, orgName, logoUrl, role, requiresSecondFactor }: MeRow) {
  return orgId === null
    ? undefined
    : { id: orgId, slug, name: orgName, logo_url: logoUrl, role, requires_second_factor: requiresSecondFactor };
}

function sessionOf({ sessionId, createdAt, expiresAt, secondFactor, confirmedAt, ...row }: MeRow, now: Date) {
  const confirmedMs = confirmedUntilMs(confirmedAt);
  return {
    id: sessionId,
    created_at: createdAt.toISOString(),
    expires_at: expiresAt.toISOString(),
    second_factor: secondFactor,
    confirmed_until: confirmedMs !== null && confirmedMs > now.getTime() ? new Date(confirmedMs).toISOString() : null,
    impersonator: row.impersonatorId === null ? null : { id: row.impersonatorId, name: row.impersonatorName ?? '' },
  };
}

export function sessionViewOf(row: SessionRow, currentId: string): z.input<typeof SessionView> {
  return {
    id: row.id,
    kind: row.kind,
    method: row.method,
    ...agentOf(row.userAgent),
    ip: row.ip,
    is_current: row.id === currentId,
    created_at: row.createdAt.toISOString(),
    last_active_at: row.lastActiveAt.toISOString(),
    expires_at: row.expiresAt.toISOString(),
  };
}

/** What a user agent says of itself, as far as it is known. */
function agentOf(userAgent: string | null) {
  if (userAgent === null || userAgent === '') return { browser: null, operating_system: null, device: null };
  const { browser, os, platform } = getParser(userAgent).getResult();
  const system = [os.name, os.version].filter(Boolean).join(' ');
  return { browser: browser.name || null, operating_system: system || null, device: deviceOf(platform.type) };
}

const DEVICES: Readonly<Record<string, 'desktop' | 'phone' | 'tablet'>> = {
  desktop: 'desktop',
  mobile: 'phone',
  tablet: 'tablet',
};

function deviceOf(type: string | undefined): 'desktop' | 'phone' | 'tablet' | 'program' {
  return DEVICES[type ?? ''] ?? 'program';
}

export function tokensViewOf(tokens: Tokens) {
  return {
    access_token: tokens.accessToken,
    token_type: 'Bearer' as const,
    expires_in: tokens.expiresInSeconds,
    refresh_token: tokens.refreshToken,
    session: { id: tokens.sessionId, expires_at: tokens.sessionExpiresAt.toISOString() },
  };
}

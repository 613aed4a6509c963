import type { MeView } from '@stepwell/contract';
import type { z } from 'zod';
import { commonErrors } from '../../../platform/errors/index.ts';
import type { MeRow } from './read-model.ts';

/** The first row is the organization worked in. Throws `not_signed_in` when the session ended meanwhile. */
export function meOf(rows: readonly MeRow[]): z.input<typeof MeView> {
  const [current] = rows;
  if (current === undefined) throw commonErrors.not_signed_in();
  const { accountId, email, accountName, locale, sessionId, createdAt, expiresAt } = current;
  return {
    account: { id: accountId, email, name: accountName, locale },
    organization: organizationOf(current),
    organizations: rows.map(organizationOf),
    session: { id: sessionId, created_at: createdAt.toISOString(), expires_at: expiresAt.toISOString() },
  };
}

function organizationOf({ orgId, slug, orgName, role }: MeRow) {
  return { id: orgId, slug, name: orgName, role };
}

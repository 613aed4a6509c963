import { useQuery } from '@tanstack/react-query';
import { type LucideIcon, Monitor, Smartphone, Tablet, Terminal } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Badge } from '../../../ui/badge.tsx';
import { Button } from '../../../ui/button.tsx';
import { Card } from '../../../ui/card.tsx';
import { ErrorState } from '../../../ui/error-state.tsx';
import { RelativeTime } from '../../../ui/relative-time.tsx';
import { SkeletonRows } from '../../../ui/skeleton.tsx';
import { methodOf, placeOf } from './device-text.ts';
import { type ListedSession, listedSessionsQuery, useRevokeOtherSessions, useRevokeSession } from './session-list.ts';

const ICONS: Record<NonNullable<ListedSession['device']>, LucideIcon> = {
  desktop: Monitor,
  phone: Smartphone,
  tablet: Tablet,
  program: Terminal,
};

/** Where the account is signed in. */
export function SessionsCard() {
  const { t } = useTranslation('session-list');
  const sessions = useQuery(listedSessionsQuery);
  const revokeOthers = useRevokeOtherSessions();
  const others = sessions.data?.some((session) => !session.is_current) ?? false;
  const action = (
    <Button size="sm" busy={revokeOthers.isPending} onClick={() => revokeOthers.mutate()}>
      {t('revoke_others')}
    </Button>
  );
  if (sessions.isPending) return <SkeletonRows rows={3} />;
  if (sessions.error && !sessions.data) {
    return <ErrorState error={sessions.error} onRetry={() => sessions.refetch()} retrying={sessions.isFetching} />;
  }
  return (
    <Card title={t('title')} actions={others ? action : undefined} flush>
      <p role="status" className="sr-only">
        {revokeOthers.data ? t('revoked', { count: revokeOthers.data.data.revoked }) : null}
      </p>
      <ul className="divide-y">
        {(sessions.data ?? []).map((session) => (
          <SessionRow key={session.id} session={session} />
        ))}
      </ul>
    </Card>
  );
}

function SessionRow({ session }: { session: ListedSession }) {
  const { t } = useTranslation('session-list');
  const revoke = useRevokeSession();
  const Icon = ICONS[session.device ?? 'desktop'];
  const place = placeOf(session) ?? t(session.kind === 'api' ? 'api_client' : 'unknown_place');
  const method = methodOf(session.method);
  return (
    <li className="flex items-start gap-3 px-4 py-3">
      <Icon aria-hidden="true" className="mt-0.5 size-4 shrink-0 text-ink-faint" />
      <div className="min-w-0 flex-1">
        <p className="flex flex-wrap items-center gap-x-2 gap-y-1 font-medium text-ink">
          {place}
          {session.is_current ? <Badge tone="good">{t('current')}</Badge> : null}
          {session.kind === 'api' ? <Badge>{t('api')}</Badge> : null}
        </p>
        <p className="flex flex-wrap gap-x-2 text-xs text-ink-muted">
          {session.ip ? <span className="font-mono">{session.ip}</span> : null}
          <span>
            {t('active')} <RelativeTime at={session.last_active_at} />
          </span>
          <span>
            {method ? t(`method.${method}`) : t('signed_in')} <RelativeTime at={session.created_at} />
          </span>
        </p>
      </div>
      {session.is_current ? null : (
        <Button
          size="sm"
          aria-label={t('revoke_named', { place })}
          busy={revoke.isPending}
          onClick={() => revoke.mutate(session.id)}
        >
          {t('revoke')}
        </Button>
      )}
    </li>
  );
}

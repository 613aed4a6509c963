import { useMutation } from '@tanstack/react-query';
import { UserRoundCog } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../../../lib/api.ts';
import { addressIn, environment } from '../../../lib/environment.ts';
import { useNow } from '../../../lib/use-now.ts';
import { Button } from '../../../ui/button.tsx';
import type { Session } from '../sessions/index.ts';
import { createLeaving, isOver } from './leaving.ts';

const CLOCK_MS = 5_000;

export interface ImpersonationBarProps {
  session: Session;
  /** The server knows the session no longer. */
  isEnded: boolean;
}

/** Above every page while an operator acts in somebody's name. */
export function ImpersonationBar({ session, isEnded }: ImpersonationBarProps) {
  const { t, i18n } = useTranslation('operators');
  const over = isOver(session, useNow(CLOCK_MS)) || isEnded;
  const stop = useStop(session.account.id, over);
  const { expires_at: endsAt, impersonator } = session.session;
  return (
    <section
      data-above-page
      aria-label={t('bar.label')}
      className="sticky top-0 z-30 flex h-(--above) items-center gap-3 overflow-hidden border-b-2 border-warn-solid bg-sand-deep px-3 text-sand-ink sm:px-4"
    >
      <UserRoundCog aria-hidden="true" className="size-4 shrink-0" />
      <p className="flex min-w-0 flex-1 flex-col gap-x-2 leading-tight wide:flex-row wide:items-baseline">
        <strong className="truncate font-semibold" title={session.account.email}>
          {t('bar.as', { name: session.account.name })}
        </strong>
        <span role="status" className="truncate text-xs text-sand-ink-muted wide:text-sm">
          {over ? (
            t('bar.over')
          ) : (
            <>
              <span className="max-sm:sr-only">{t('bar.operator', { name: impersonator?.name ?? '' })} · </span>
              <time dateTime={endsAt}>{t('bar.ends', { time: timeText(i18n.language, endsAt) })}</time>
            </>
          )}
        </span>
      </p>
      <Button size="sm" busy={stop.isPending || stop.isSuccess} onClick={() => stop.mutate()}>
        {t('bar.stop')}
      </Button>
    </section>
  );
}

/** Leaves by a reload, so that nothing of the other person stays in memory; by itself when the time is over. */
function useStop(accountId: string, over: boolean) {
  const [leave] = useState(() =>
    createLeaving({
      end: async () => (await call('POST /api/v1/impersonation/end')).data.me,
      go: (address) => location.assign(addressIn(environment, address)),
    }),
  );
  const stop = useMutation({ mutationFn: () => leave(accountId) });
  const { mutate } = stop;
  useEffect(() => {
    if (over) mutate();
  }, [over, mutate]);
  return stop;
}

function timeText(locale: string, at: string): string {
  return new Intl.DateTimeFormat(locale, { timeStyle: 'short' }).format(new Date(at));
}

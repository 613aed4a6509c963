import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useNavigate, useParams } from 'react-router';
import { isUnreachable } from '../../../../lib/refusal.ts';
import { Button } from '../../../../ui/button.tsx';
import { Callout } from '../../../../ui/callout.tsx';
import { Spinner } from '../../../../ui/spinner.tsx';
import { EntranceFrame, Refused } from '../../entrance/index.ts';
import { sessionQuery } from '../../sessions/index.ts';
import { SecondFactorForm } from '../second-factor-form.tsx';
import type { AskedSecondFactor } from '../signing-in.ts';
import { type Way, wayOf } from './completion.ts';
import { GoOn } from './go-on.tsx';
import { useCompletion } from './use-completion.ts';
import { WayBack } from './way-back.tsx';
import { wayBackOf } from './way-back-of.ts';

/** Where providers and identity providers send people back to. */
export function CallbackPage() {
  const way = wayOf(useParams().provider);
  const { isOver, completion, retry } = useCompletion(way);
  if (isOver) return <Over />;
  if (!completion) return <Working />;
  if (completion.kind === 'second_factor') {
    return <SecondFactorPart asked={completion.asked} destination={completion.destination} />;
  }
  if (completion.kind === 'refused') return <RefusedPart way={way} error={completion.error} onRetry={retry} />;
  return <GoOn destination={completion.destination} news={completion.kind} />;
}

function Working() {
  const { t } = useTranslation('sign-in');
  return (
    <EntranceFrame title={t('callback.title')}>
      <p role="status" className="flex items-center gap-2.5 text-base text-ink-muted">
        <Spinner />
        {t('callback.working')}
      </p>
    </EntranceFrame>
  );
}

function SecondFactorPart({ asked, destination }: { asked: AskedSecondFactor; destination: string }) {
  const { t } = useTranslation('sign-in');
  const navigate = useNavigate();
  // The form signs in; the server is not asked, because a session of before may still be there.
  const { data: session } = useQuery({ ...sessionQuery, enabled: false });
  if (session) return <GoOn destination={destination} news="signed_in" />;
  return (
    <EntranceFrame title={t('second_factor.title')}>
      <SecondFactorForm asked={asked} onBack={() => void navigate('/sign-in', { replace: true })} />
    </EntranceFrame>
  );
}

interface RefusedPartProps {
  way: Way | null;
  error: unknown;
  onRetry: () => void;
}

function RefusedPart({ way, error, onRetry }: RefusedPartProps) {
  const { t } = useTranslation('sign-in');
  const { data: session } = useQuery({ ...sessionQuery, retry: false, throwOnError: false });
  const title = t(session ? 'callback.refused_signed_in' : 'callback.refused');
  return (
    <EntranceFrame title={t('callback.title')}>
      <Refused error={error} marked title={title} className="mb-4" />
      <div className="flex flex-wrap gap-2">
        {isUnreachable(error) ? (
          <Button variant="primary" size="lg" onClick={onRetry}>
            {t('callback.retry')}
          </Button>
        ) : null}
        <WayBack from={wayBackOf(session, way)} isMain={!isUnreachable(error)} />
      </div>
    </EntranceFrame>
  );
}

/** After a reload, or by the browser's way back. */
function Over() {
  const { t } = useTranslation('sign-in');
  const { data: session } = useQuery({ ...sessionQuery, retry: false, throwOnError: false });
  return (
    <EntranceFrame title={t('callback.title')}>
      <Callout tone="info" title={t('callback.over')} className="mb-4">
        {t('callback.over_text')}
      </Callout>
      <WayBack from={session ? 'go_on' : 'back'} isMain />
    </EntranceFrame>
  );
}

import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { Button } from '../../../ui/button.tsx';
import { Callout } from '../../../ui/callout.tsx';
import { LinkPage, useLinkPart } from '../entrance/index.ts';
import { useUnlock } from './recovery-queries.ts';

export function UnlockPage() {
  const { t } = useTranslation('recovery');
  const token = useLinkPart('token');
  const unlock = useUnlock();
  const ways = (
    <>
      <Button asChild variant="primary" size="lg">
        <Link to="/sign-in">{t('sign_in')}</Link>
      </Button>
      <Button asChild size="lg">
        <Link to="/forgot-password">{t('unlock.reset')}</Link>
      </Button>
    </>
  );
  const done = unlock.data ? (
    <div className="flex flex-col gap-4">
      <Callout tone="good" alert title={t('unlock.done')}>
        <p className="break-all">{unlock.data.email}</p>
        <p>{t('unlock.advice')}</p>
      </Callout>
      <div className="flex flex-wrap gap-2">{ways}</div>
    </div>
  ) : undefined;
  return (
    <LinkPage
      title={t('unlock.title')}
      lead={t('unlock.lead')}
      token={token}
      action={t('unlock.action')}
      onUse={(value) => unlock.mutate(value)}
      busy={unlock.isPending}
      error={unlock.error}
      done={done}
      instead={ways}
    />
  );
}

import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useBlocker } from 'react-router';
import { QuestionDialog } from '../../../../ui/question-dialog.tsx';

/** Asks before the page is left while something on it is not saved. */
export function LeaveGuard({ isDirty }: { isDirty: boolean }) {
  const { t } = useTranslation('flags');
  useEffect(() => {
    if (!isDirty) return undefined;
    const warn = (event: BeforeUnloadEvent) => event.preventDefault();
    addEventListener('beforeunload', warn);
    return () => removeEventListener('beforeunload', warn);
  }, [isDirty]);
  const blocker = useBlocker(
    ({ currentLocation, nextLocation }) => isDirty && currentLocation.pathname !== nextLocation.pathname,
  );
  if (blocker.state !== 'blocked') return null;
  return (
    <QuestionDialog
      title={t('leave.title')}
      text={t('leave.text')}
      action={t('leave.action')}
      keep={t('leave.keep')}
      busy={false}
      onDo={() => blocker.proceed()}
      onClose={() => blocker.reset()}
    />
  );
}

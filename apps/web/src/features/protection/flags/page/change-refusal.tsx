import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { isProblem } from '../../../../lib/refusal.ts';
import { Button } from '../../../../ui/button.tsx';
import { Callout } from '../../../../ui/callout.tsx';
import { ErrorState } from '../../../../ui/error-state.tsx';
import { useDrafting } from '../editor/editor-context.ts';

export interface ChangeRefusalProps {
  error: Error | null;
  /** Something is on its way to the server: whose version is newer is known when it is there. */
  busy: boolean;
  reloading: boolean;
  onReload: () => void;
}

/** Why a change was not saved; what belongs to a field is said there. Comes into view, wherever it was saved from. */
export function ChangeRefusal(props: ChangeRefusalProps) {
  const { error } = props;
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (error) place.current?.scrollIntoView({ block: 'nearest' });
  }, [error]);
  return (
    <div ref={place} className="scroll-mt-20">
      <Refusal {...props} />
    </div>
  );
}

function Refusal({ error, busy, reloading, onReload }: ChangeRefusalProps) {
  const { t } = useTranslation('flags');
  const { isStale, refused } = useDrafting();
  const code = isProblem(error) ? error.problem.code : undefined;
  if ((isStale && !busy) || code === 'row_version_stale') {
    const reload = (
      <Button size="sm" busy={reloading} onClick={onReload}>
        {t('save.reload')}
      </Button>
    );
    return (
      <Callout tone="warn" alert title={t('save.stale_title')} className="mb-4" action={reload}>
        <p className="text-ink-muted">{t('save.stale_text')}</p>
      </Callout>
    );
  }
  if (!error) return null;
  if (code !== 'flag_refused' && code !== 'validation_failed') return <ErrorState error={error} className="mb-4" />;
  const elsewhere = refused.filter(({ place }) => place === 'form');
  return (
    <Callout tone="bad" alert title={t('save.refused')} className="mb-4">
      {elsewhere.map(({ message }) => (
        <p key={message}>{message}</p>
      ))}
    </Callout>
  );
}

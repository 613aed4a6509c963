import { ShieldCheck } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../../lib/use-format.ts';
import { Button } from '../../../ui/button.tsx';
import { Callout } from '../../../ui/callout.tsx';
import { ErrorState } from '../../../ui/error-state.tsx';
import { useVerification, type Verification } from './audit-queries.ts';

/** Checks on request that nobody tampered with the log, and says what was found. */
export function ChainCheck() {
  const { t } = useTranslation('audit');
  const check = useVerification();
  return (
    <div className="mb-5 flex flex-col gap-3">
      <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2 rounded-lg border bg-surface px-4 py-3">
        <p className="min-w-48 flex-1 text-ink-muted">{t('chain.text')}</p>
        <Button icon={<ShieldCheck />} busy={check.isPending} onClick={() => check.mutate()}>
          {t('chain.check')}
        </Button>
      </div>
      {check.error ? <ErrorState error={check.error} /> : null}
      {check.data ? <Verdict verification={check.data} /> : null}
    </div>
  );
}

function Verdict({ verification: { state, checked, unchained, head, fault } }: { verification: Verification }) {
  const { t } = useTranslation('audit');
  const format = useFormat();
  if (state === 'broken') {
    return (
      <Callout tone="bad" alert title={t('chain.broken')}>
        <p className="break-words">
          {t(`chain.fault.${fault?.kind ?? 'altered'}`, { ordinal: fault?.ordinal ?? '', id: fault?.entry_id ?? '' })}
        </p>
      </Callout>
    );
  }
  return (
    <Callout tone="good" alert title={t('chain.intact', { count: checked, figure: format.number(checked) })}>
      {unchained > 0 ? <p className="text-ink-muted">{t('chain.waiting', { count: unchained })}</p> : null}
      {head ? (
        <p className="font-mono text-xs break-all text-ink-muted">
          {head.ordinal}:{head.digest}
        </p>
      ) : null}
    </Callout>
  );
}

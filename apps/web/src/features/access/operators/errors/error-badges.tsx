import { useTranslation } from 'react-i18next';
import { Badge, type Tone } from '../../../../ui/badge.tsx';
import type { ListedError } from './error-queries.ts';

const STATE_TONES: Record<ListedError['state'], Tone> = { open: 'info', resolved: 'good', ignored: 'neutral' };
const SEVERITY_TONES: Record<ListedError['severity'], Tone> = {
  info: 'neutral',
  low: 'neutral',
  medium: 'warn',
  high: 'bad',
  critical: 'bad',
};

export function ErrorStateBadge({
  group: { state, reopened_at: reopenedAt },
}: {
  group: Pick<ListedError, 'state' | 'reopened_at'>;
}) {
  const { t } = useTranslation('operators');
  const isBack = state === 'open' && reopenedAt !== null;
  return (
    <Badge tone={isBack ? 'warn' : STATE_TONES[state]}>{isBack ? t('errors.back') : t(`errors.state.${state}`)}</Badge>
  );
}

export function SeverityBadge({ severity }: Pick<ListedError, 'severity'>) {
  const { t } = useTranslation('operators');
  return <Badge tone={SEVERITY_TONES[severity]}>{t(`errors.severity.${severity}`)}</Badge>;
}

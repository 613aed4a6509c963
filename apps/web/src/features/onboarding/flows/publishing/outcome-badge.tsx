import { useTranslation } from 'react-i18next';
import { Badge, type Tone } from '../../../../ui/badge.tsx';
import { OUTCOME_LOOKS } from './outcome-bar.tsx';
import type { Outcome } from './outcomes.ts';

const TONES: Record<Outcome, Tone> = {
  advances: 'good',
  unchanged: 'neutral',
  kept: 'info',
  restarted: 'review',
  regresses: 'warn',
  stranded: 'bad',
};

export function OutcomeBadge({ outcome }: { outcome: Outcome }) {
  const { t } = useTranslation('publishing');
  const { Icon } = OUTCOME_LOOKS[outcome];
  return (
    <Badge tone={TONES[outcome]} icon={<Icon aria-hidden="true" />}>
      {t(`outcome.${outcome}`)}
    </Badge>
  );
}

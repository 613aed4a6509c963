import { Ban, Check, Circle, CircleDotDashed, Hourglass, type LucideIcon, SkipForward, X } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Badge, type Tone } from './badge.tsx';

export type StepState = 'todo' | 'in_progress' | 'submitted' | 'done' | 'skipped' | 'rejected' | 'blocked';

/** Each state has its own shape too, so that colour is never the only sign. */
const LOOKS: Record<StepState, { tone: Tone; Icon: LucideIcon }> = {
  todo: { tone: 'neutral', Icon: Circle },
  in_progress: { tone: 'info', Icon: CircleDotDashed },
  submitted: { tone: 'review', Icon: Hourglass },
  done: { tone: 'good', Icon: Check },
  skipped: { tone: 'neutral', Icon: SkipForward },
  rejected: { tone: 'bad', Icon: X },
  blocked: { tone: 'warn', Icon: Ban },
};

export function StepStateBadge({ state }: { state: StepState }) {
  const { t } = useTranslation('ui');
  const { tone, Icon } = LOOKS[state];
  return (
    <Badge tone={tone} icon={<Icon aria-hidden="true" />}>
      {t(`step_state.${state}`)}
    </Badge>
  );
}

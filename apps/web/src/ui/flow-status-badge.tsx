import { useTranslation } from 'react-i18next';
import { Badge, type Tone } from './badge.tsx';

export type FlowStatus = 'draft' | 'published' | 'scheduled' | 'retired';

const TONES: Record<FlowStatus, Tone> = { draft: 'neutral', published: 'good', scheduled: 'info', retired: 'warn' };

export function FlowStatusBadge({ status }: { status: FlowStatus }) {
  const { t } = useTranslation('ui');
  const dot = <span className="size-1.5 rounded-full bg-current" />;
  return (
    <Badge tone={TONES[status]} icon={dot}>
      {t(`flow_status.${status}`)}
    </Badge>
  );
}

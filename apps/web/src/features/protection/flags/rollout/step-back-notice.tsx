import { useTranslation } from 'react-i18next';
import { Callout } from '../../../../ui/callout.tsx';
import { useWords } from '../words/words.ts';
import type { Rollout } from './rollout-queries.ts';

/** Why it stepped back; nothing where it did not. */
export function StepBackNotice({ rollout }: { rollout: Rollout }) {
  const { t } = useTranslation('flags');
  const { percent, format } = useWords();
  const { state, stage, stages, percentage, guard, outcomes } = rollout;
  if (state !== 'stepped_back') return null;
  const { succeeded, failed } = outcomes.served;
  const left = stages[(stage ?? -1) + 1]?.percentage ?? 100;
  return (
    <Callout tone="bad" alert title={t('staged.back.title', { share: percent(percentage) })} className="mb-4">
      <p className="text-ink-muted">
        {t('staged.back.text', {
          share: percent(left),
          failed: format.number(failed),
          reported: format.number(succeeded + failed),
          most: percent(guard?.max_failure_percent ?? 0),
        })}
      </p>
    </Callout>
  );
}

import { useTranslation } from 'react-i18next';
import { Button } from '../../../../../ui/button.tsx';
import { usePhone } from './phone-context.ts';

/** What comes from elsewhere for real (the tenant's server, a partner, a reviewer), here by a press. */
export function SimulatedAnswer({ shown }: { shown: string | null }) {
  const { t } = useTranslation('flow-editor');
  const { walk, move } = usePhone();
  const at = walk.steps.find((other) => other.step.key === shown);
  if (!at) return null;
  const stepKey = at.step.key;
  const isElsewhere = at.step.kind === 'task' || at.step.kind === 'external';
  if (at.state === 'submitted') {
    return (
      <Button size="sm" className="self-center" onClick={() => move({ stepKey, move: 'approve', actor: 'tenant' })}>
        {t('preview.approve')}
      </Button>
    );
  }
  if (!isElsewhere || (at.state !== 'todo' && at.state !== 'in_progress')) return null;
  return (
    <Button size="sm" className="self-center" onClick={() => move({ stepKey, move: 'complete', actor: 'tenant' })}>
      {t('preview.complete')}
    </Button>
  );
}

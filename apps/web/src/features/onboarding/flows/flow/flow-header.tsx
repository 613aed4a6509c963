import { Rocket } from 'lucide-react';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../../../ui/button.tsx';
import { CopyableId } from '../../../../ui/copyable-id.tsx';
import { FlowStatusBadge } from '../../../../ui/flow-status-badge.tsx';
import { PageHeader } from '../../../../ui/page-header.tsx';
import { useDraft } from '../draft/draft-context.tsx';
import { useFlow } from '../flow-context.ts';
import { VersionName } from '../version-name.tsx';
import { FlowMenu } from './flow-menu.tsx';
import { SaveIndicator } from './save-indicator.tsx';
import { StaleDraftDialog } from './stale-draft-dialog.tsx';

// Most visits publish nothing.
const PublishDialog = lazy(() =>
  import('../publishing/publish-dialog.tsx').then((file) => ({ default: file.PublishDialog })),
);

export function FlowHeader() {
  const { t } = useTranslation('flows');
  const { flow, mayWrite } = useFlow();
  const [publishing, setPublishing] = useState(false);
  const [deciding, setDeciding] = useDecision();
  const actions = mayWrite ? (
    <>
      <SaveIndicator onDecide={() => setDeciding(true)} />
      <FlowMenu />
      <Button variant="primary" icon={<Rocket />} onClick={() => setPublishing(true)}>
        {t('publish')}
      </Button>
    </>
  ) : null;
  return (
    <>
      <PageHeader
        title={flow.name}
        trail={[{ label: t('title'), to: '/flows' }]}
        badge={<FlowStatusBadge status={flow.status} />}
        description={<FlowFacts />}
        actions={actions}
      />
      <StaleDraftDialog open={deciding} onOpenChange={setDeciding} />
      {publishing ? (
        <Suspense fallback={null}>
          <PublishDialog onClose={() => setPublishing(false)} />
        </Suspense>
      ) : null}
    </>
  );
}

/** Asked as soon as it comes up; put off, it can be taken up again beside the title. */
function useDecision() {
  const save = useDraft((state) => state.save);
  const newer = save.kind === 'stale' ? save.rowVersion : null;
  const [putOff, setPutOff] = useState<number | null>(null);
  const isOpen = newer !== null && putOff !== newer;
  return [isOpen, (open: boolean) => setPutOff(open ? null : newer)] as const;
}

function FlowFacts() {
  const { t } = useTranslation('flows');
  const { flow } = useFlow();
  return (
    <span className="flex flex-wrap items-center gap-x-4 gap-y-1 text-xs">
      <CopyableId id={flow.key} />
      {(['live', 'test'] as const).map((name) => (
        <span key={name} className="inline-flex items-center gap-1.5">
          {t(`column.${name}`)} <VersionName number={flow.live[name]} />
        </span>
      ))}
      {flow.has_draft_changes && flow.status === 'published' ? (
        <span className="inline-flex items-center gap-1.5">
          <span className="size-1.5 rounded-full bg-info-solid" />
          {t('draft_changes_long')}
        </span>
      ) : null}
    </span>
  );
}

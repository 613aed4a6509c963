import { checkDefinition } from '@stepwell/engine';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../../../ui/button.tsx';
import { Callout } from '../../../../ui/callout.tsx';
import { Dialog } from '../../../../ui/dialog.tsx';
import { ErrorState } from '../../../../ui/error-state.tsx';
import { useDraft, useFlowDefinition } from '../draft/draft-context.tsx';
import { useFlow } from '../flow-context.ts';
import { ChooseStage } from './choose-stage.tsx';
import { DryRunReport } from './dry-run-report.tsx';
import { PublicationStage } from './publication-stage.tsx';
import { type Publishing, usePublishing } from './use-publishing.ts';

/** Publishing in three looks: what and how, what it would do, what it does. */
export function PublishDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('publishing');
  const { flow } = useFlow();
  const publishing = usePublishing();
  const isBroken = checkDefinition(useFlowDefinition()).length > 0;
  useSavedDraft();
  const { publish, seen } = publishing;
  const title = publish.data
    ? t('title_published', { name: flow.name })
    : t(seen ? 'title_dry_run' : 'title', { name: flow.name });
  return (
    <Dialog
      open
      size="lg"
      onOpenChange={onClose}
      title={title}
      footer={<Footer publishing={publishing} isBroken={isBroken} onClose={onClose} />}
    >
      {isBroken ? (
        <Callout tone="bad" title={t('broken')}>
          {t('broken_advice')}
        </Callout>
      ) : (
        <Stage publishing={publishing} onLeave={onClose} />
      )}
    </Dialog>
  );
}

function Stage({ publishing, onLeave }: { publishing: Publishing; onLeave: () => void }) {
  const { look, publish, seen } = publishing;
  const error = publish.error ?? look.error;
  if (publish.data) return <PublicationStage publication={publish.data} onLeave={onLeave} />;
  return (
    <div className="flex flex-col gap-5">
      {error ? <ErrorState error={error} /> : null}
      {seen ? (
        <DryRunReport report={seen.report} />
      ) : (
        <ChooseStage wish={publishing.wish} onChange={publishing.choose} />
      )}
    </div>
  );
}

interface FooterProps {
  publishing: Publishing;
  isBroken: boolean;
  onClose: () => void;
}

function Footer({ publishing, isBroken, onClose }: FooterProps) {
  const { t } = useTranslation('publishing');
  const { look, publish, seen, wish } = publishing;
  if (publish.data || isBroken) return <Button onClick={onClose}>{t('close')}</Button>;
  if (!seen) {
    return (
      <>
        <Button onClick={onClose}>{t('cancel')}</Button>
        <Button variant="primary" busy={look.isPending} onClick={() => look.mutate()}>
          {t('look')}
        </Button>
      </>
    );
  }
  return (
    <>
      <Button onClick={publishing.back}>{t('back')}</Button>
      <Button variant="primary" busy={publish.isPending} onClick={publishing.publishSeen}>
        {t(`publish_${wish.environment}`)}
      </Button>
    </>
  );
}

/** What is compared and run is what the server has. */
function useSavedDraft() {
  const flush = useDraft((state) => state.flush);
  useEffect(() => {
    // A failure shows beside the title, and again when the dry run is asked for.
    flush().catch(() => undefined);
  }, [flush]);
}

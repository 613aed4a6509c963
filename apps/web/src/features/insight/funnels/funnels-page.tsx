import { Check, Link2, Waypoints, X } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useCopy } from '../../../lib/use-copy.ts';
import { Button } from '../../../ui/button.tsx';
import { EmptyState } from '../../../ui/empty-state.tsx';
import { PageHeader } from '../../../ui/page-header.tsx';
import { SegmentedControl } from '../../../ui/segmented-control.tsx';
import { FlowSelect, useFlowChoice } from '../../onboarding/journeys/index.ts';
import { FunnelFilterBar } from './funnel-filter-bar.tsx';
import { type FunnelSearch, isFiltered, NO_FILTERS, STAGE_KINDS, type StageKind } from './funnel-search.ts';
import { FunnelView } from './funnel-view.tsx';
import { StageBuilder } from './stage-builder.tsx';
import { useFunnelSearch } from './use-funnel-search.ts';

/** Where one's own stages begin. */
const FIRST_STAGES = [
  { title: '', events: ['journey.started'] },
  { title: '', events: ['step.submitted', 'step.completed'] },
  { title: '', events: ['journey.completed'] },
];

export function FunnelsPage() {
  const { t } = useTranslation('funnels');
  const [asked, ask] = useFunnelSearch();
  const flows = useFlowChoice();
  // A flow's own stages need a flow; events can be those of all.
  const search: FunnelSearch = {
    ...asked,
    flow: asked.flow ?? (asked.stages === 'events' ? undefined : flows?.[0]?.key),
  };
  const choose = (stages: StageKind) =>
    ask({
      stages,
      flow: search.flow,
      eventStages: stages === 'events' && asked.eventStages.length === 0 ? FIRST_STAGES : asked.eventStages,
    });
  return (
    <>
      <PageHeader title={t('title')} description={t('lead')} actions={<CopyLink />} />
      {flows?.length === 0 ? (
        <NoFlow />
      ) : (
        <div className="flex flex-col gap-4">
          <div className="flex flex-wrap items-center gap-2">
            <FlowSelect
              label={t('filter.flow')}
              every={search.stages === 'events' ? t('filter.every_flow') : undefined}
              value={search.flow}
              onChange={(flow) => ask({ flow, version: undefined })}
              className="w-56"
            />
            <SegmentedControl
              label={t('stages.label')}
              value={search.stages}
              onChange={choose}
              options={STAGE_KINDS.map((value) => ({ value, label: t(`stages.${value}`) }))}
            />
            {isFiltered(search) ? (
              <Button variant="ghost" icon={<X />} className="ml-auto" onClick={() => ask(NO_FILTERS)}>
                {t('filter.clear')}
              </Button>
            ) : null}
          </div>
          <FunnelFilterBar search={search} onAsk={ask} />
          {search.stages === 'events' ? (
            <StageBuilder stages={search.eventStages} onChange={(eventStages) => ask({ eventStages })} />
          ) : null}
          <FunnelView search={search} onAsk={ask} />
        </div>
      )}
    </>
  );
}

function CopyLink() {
  const { t } = useTranslation('funnels');
  const { copy, outcome } = useCopy();
  return (
    <Button icon={outcome === 'copied' ? <Check /> : <Link2 />} onClick={() => copy(location.href)}>
      <span aria-live="polite">{outcome === 'idle' ? t('share.action') : t(`share.${outcome}`)}</span>
    </Button>
  );
}

function NoFlow() {
  const { t } = useTranslation('funnels');
  const action = (
    <Button asChild variant="primary">
      <Link to="/flows">{t('no_flow.action')}</Link>
    </Button>
  );
  return (
    <EmptyState icon={Waypoints} title={t('no_flow.title')} action={action}>
      {t('no_flow.text')}
    </EmptyState>
  );
}

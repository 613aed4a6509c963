import { useTranslation } from 'react-i18next';
import { environment } from '../../../lib/environment.ts';
import { useFlowChoice, useStepTitles } from '../../onboarding/journeys/index.ts';
import { useEventText } from '../event-names/index.ts';
import type { FunnelStage } from './funnel-query.ts';
import type { FunnelSearch } from './funnel-search.ts';

const MILESTONES = ['started', 'engaged', 'half_way', 'submitted', 'completed'] as const;

/** What a stage is called: milestones in the reader's language, one's own stages as named or by their events. */
export function useStageTitle(search: FunnelSearch): (stage: FunnelStage, index: number) => string {
  const { t } = useTranslation('funnels');
  const titleOfEvents = useEventsTitle();
  const titleOfStep = useFlowStepTitle(search);
  return (stage, index) => {
    if (search.stages === 'milestones') {
      const milestone = MILESTONES.find((key) => key === stage.key);
      return milestone ? t(`milestone.${milestone}`) : stage.title;
    }
    const own = search.stages === 'events' ? search.eventStages[index] : undefined;
    if (own) return own.title || titleOfEvents(own.events);
    return titleOfStep(stage.key) ?? stage.title;
  };
}

/** A step's title in the version asked about, else in the one that is live. */
function useFlowStepTitle({ stages, flow, version }: FunnelSearch): (stepKey: string) => string | undefined {
  const live = useFlowChoice()?.find(({ key }) => key === flow)?.live[environment];
  const number = version ?? live ?? null;
  const address = flow && number && stages === 'steps' ? { flow_key: flow, version: number } : null;
  const titleIn = useStepTitles(address ? [address] : []);
  return (stepKey) => (address ? titleIn(address, stepKey) : undefined);
}

/** The name of a stage that was given none. */
export function useEventsTitle(): (events: readonly string[]) => string {
  const { t } = useTranslation('funnels');
  const eventText = useEventText();
  return (events) => (events.length === 0 ? t('builder.unnamed') : events.map(eventText).join(t('builder.or')));
}

import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Callout } from '../../../../ui/callout.tsx';
import { TabPanel, Tabs } from '../../../../ui/tabs.tsx';
import type { DryRun } from '../flow-queries.ts';
import { OutcomeBar } from './outcome-bar.tsx';
import { hasLosses } from './outcomes.ts';
import { SampleTable } from './sample-table.tsx';
import { StepOutcomes } from './step-outcomes.tsx';

/** What publishing would do to every journey under way; nothing has been done yet. */
export function DryRunReport({ report }: { report: DryRun }) {
  const { t } = useTranslation('publishing');
  const [tab, setTab] = useState<'people' | 'steps'>('people');
  const { counts, samples, steps } = report;
  if (counts.total === 0) return <Callout tone="good" title={t('dry_run.nobody')} />;
  const touched = steps.filter((step) => step.carried + step.reset + step.dropped > 0);
  return (
    <div className="flex flex-col gap-5">
      <p className="text-ink">{t('dry_run.lead', { count: counts.total })}</p>
      <OutcomeBar counts={counts} />
      {hasLosses(counts) ? (
        <Callout
          tone={counts.stranded > 0 ? 'bad' : 'warn'}
          title={t(counts.stranded > 0 ? 'dry_run.stranded' : 'dry_run.losses')}
        >
          {t('dry_run.losses_advice')}
        </Callout>
      ) : (
        <Callout tone="good" title={t('dry_run.no_losses')} />
      )}
      <Tabs
        label={t('dry_run.details')}
        value={tab}
        onChange={setTab}
        tabs={[
          { value: 'people', label: t('dry_run.people'), count: samples.length },
          { value: 'steps', label: t('dry_run.steps'), count: touched.length },
        ]}
      >
        <TabPanel value="people">
          <SampleTable samples={samples} />
        </TabPanel>
        <TabPanel value="steps">
          <StepOutcomes steps={touched} />
        </TabPanel>
      </Tabs>
    </div>
  );
}

import { useQuery } from '@tanstack/react-query';
import { Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { Outlet, useLocation, useNavigate, useParams } from 'react-router';
import { ErrorState } from '../../../ui/error-state.tsx';
import { PageHeader } from '../../../ui/page-header.tsx';
import { Skeleton, SkeletonRows } from '../../../ui/skeleton.tsx';
import { TabPanel, Tabs } from '../../../ui/tabs.tsx';
import { DraftProvider } from './draft/draft-context.tsx';
import { FlowContext } from './flow-context.ts';
import { FlowHeader } from './flow/flow-header.tsx';
import { draftQuery, flowQuery } from './flow-queries.ts';
import { useMayWrite } from './may-write.ts';

/** One flow: its head stays while the tabs below change. */
export function FlowPage() {
  const { key = '' } = useParams();
  return <LoadedFlow key={key} flowKey={key} />;
}

function LoadedFlow({ flowKey }: { flowKey: string }) {
  const mayWrite = useMayWrite();
  const flow = useQuery(flowQuery(flowKey));
  const draft = useQuery(draftQuery(flowKey));
  if (!flow.data || !draft.data) {
    const failed = flow.error ? flow : draft.error ? draft : null;
    if (!failed) return <FlowSkeleton title={flow.data?.name} />;
    return <ErrorState error={failed.error} onRetry={() => failed.refetch()} retrying={failed.isFetching} />;
  }
  return (
    <FlowContext value={{ flow: flow.data, mayWrite }}>
      <DraftProvider flowKey={flowKey} draft={draft.data}>
        <div data-wide-page>
          <FlowHeader />
          <FlowTabs />
        </div>
      </DraftProvider>
    </FlowContext>
  );
}

const TABS = ['editor', 'versions', 'publications'] as const;
type Tab = (typeof TABS)[number];

function FlowTabs() {
  const { t } = useTranslation('flows');
  const { key = '' } = useParams();
  const { pathname } = useLocation();
  const navigate = useNavigate();
  const tab = tabOf(pathname);
  return (
    <Tabs
      label={t('tabs.label')}
      value={tab}
      onChange={(next) => void navigate(`/flows/${key}${next === 'editor' ? '' : `/${next}`}`)}
      tabs={TABS.map((value) => ({ value, label: t(`tabs.${value}`) }))}
    >
      <TabPanel value={tab}>
        <Suspense fallback={<SkeletonRows />}>
          <Outlet />
        </Suspense>
      </TabPanel>
    </Tabs>
  );
}

function tabOf(pathname: string): Tab {
  const [, , , section] = pathname.split('/');
  if (section === 'publications') return 'publications';
  return section === 'versions' || section === 'compare' ? 'versions' : 'editor';
}

function FlowSkeleton({ title }: { title: string | undefined }) {
  const { t } = useTranslation('flows');
  return (
    <>
      <PageHeader title={title ?? t('loading')} trail={[{ label: t('title'), to: '/flows' }]} />
      <Skeleton className="mb-6 h-8 w-72" />
      <SkeletonRows />
    </>
  );
}

import { useQuery } from '@tanstack/react-query';
import { ArrowLeft, ArrowLeftRight, Equal } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Link, useSearchParams } from 'react-router';
import { Button } from '../../../../ui/button.tsx';
import { EmptyState } from '../../../../ui/empty-state.tsx';
import { ErrorState } from '../../../../ui/error-state.tsx';
import { IconButton } from '../../../../ui/icon-button.tsx';
import { Select } from '../../../../ui/select.tsx';
import { SkeletonRows } from '../../../../ui/skeleton.tsx';
import { DiffView, isEmptyDiff } from '../diff/diff-view.tsx';
import { useStepTitles } from '../diff/use-step-titles.ts';
import { useDraft, useFlowDefinition } from '../draft/draft-context.tsx';
import { useFlow } from '../flow-context.ts';
import { diffQuery, versionListQuery, versionQuery } from '../flow-queries.ts';

const DRAFT = 'draft';
const VERSION_NAME = /^(draft|[1-9]\d{0,8})$/;

/** Any two versions, or a version and the draft as it was last saved. */
export function ComparisonPage() {
  const { t } = useTranslation('flow-versions');
  const { flow } = useFlow();
  const { from, to, choose } = useChosenVersions();
  return (
    <div className="flex flex-col gap-4">
      <h2 className="sr-only">{t('compare')}</h2>
      <div className="flex flex-wrap items-end gap-2">
        <Button asChild variant="ghost" size="sm" className="-ml-2 self-center">
          <Link to={`/flows/${flow.key}/versions`}>
            <ArrowLeft aria-hidden="true" />
            {t('title')}
          </Link>
        </Button>
        <div className="flex flex-1 items-center gap-2 sm:flex-none">
          <VersionSelect label={t('diff.before')} value={from} onChange={(next) => choose(next, to)} />
          <IconButton label={t('diff.swap')} icon={<ArrowLeftRight />} onClick={() => choose(to, from)} />
          <VersionSelect label={t('diff.after')} value={to} onChange={(next) => choose(from, next)} />
        </div>
      </div>
      {from === to ? <Nothing /> : <Comparison key={`${from} ${to}`} from={from} to={to} />}
    </div>
  );
}

function useChosenVersions() {
  const [params, setParams] = useSearchParams();
  const nameIn = (side: string, fallback: string) => {
    const name = params.get(side) ?? '';
    return VERSION_NAME.test(name) ? name : fallback;
  };
  return {
    from: nameIn('from', '1'),
    to: nameIn('to', DRAFT),
    choose: (from: string, to: string) => setParams({ from, to }, { replace: true, preventScrollReset: true }),
  };
}

interface VersionSelectProps {
  label: string;
  value: string;
  onChange: (version: string) => void;
}

function VersionSelect({ label, value, onChange }: VersionSelectProps) {
  const { t } = useTranslation('flow-versions');
  const { flow } = useFlow();
  const versions = useQuery(versionListQuery(flow.key));
  const numbers = (versions.data?.data ?? []).map((version) => String(version.number));
  const known = [DRAFT, ...numbers];
  // An older version than the list's first page can still be looked at by its address.
  const names = known.includes(value) ? known : [...known, value];
  return (
    <Select
      aria-label={label}
      value={value}
      onChange={onChange}
      options={names.map((name) => ({
        value: name,
        label: name === DRAFT ? t('draft') : t('version', { number: name }),
      }))}
      className="w-auto min-w-0 flex-1 sm:min-w-32"
    />
  );
}

function Comparison({ from, to }: { from: string; to: string }) {
  const { flow } = useFlow();
  const rowVersion = useDraft((state) => state.rowVersion);
  const diff = useQuery(diffQuery(flow.key, from, to, rowVersion));
  const titleOf = useStepTitles(useDefinition(to), useDefinition(from));
  if (diff.isPending) return <SkeletonRows rows={4} />;
  if (!diff.data) return <ErrorState error={diff.error} onRetry={() => diff.refetch()} />;
  return isEmptyDiff(diff.data) ? <Nothing /> : <DiffView diff={diff.data} titleOf={titleOf} />;
}

/** Only for the titles of steps: the comparison itself is the server's. */
function useDefinition(name: string) {
  const { flow } = useFlow();
  const draft = useFlowDefinition();
  const isDraft = name === DRAFT;
  const version = useQuery({
    ...versionQuery(flow.key, isDraft ? 0 : Number(name)),
    enabled: !isDraft,
    throwOnError: false,
    staleTime: Number.POSITIVE_INFINITY,
  });
  return isDraft ? draft : version.data?.definition;
}

function Nothing() {
  const { t } = useTranslation('flow-versions');
  return (
    <EmptyState icon={Equal} title={t('diff.same_title')}>
      {t('diff.same_text')}
    </EmptyState>
  );
}

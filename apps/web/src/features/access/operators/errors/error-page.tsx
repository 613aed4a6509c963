import { useQuery } from '@tanstack/react-query';
import { CircleCheckBig, EyeOff, RotateCcw } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useParams } from 'react-router';
import { useFormat } from '../../../../lib/use-format.ts';
import { Button } from '../../../../ui/button.tsx';
import { Callout } from '../../../../ui/callout.tsx';
import { CodeBlock } from '../../../../ui/code-block.tsx';
import { ErrorState } from '../../../../ui/error-state.tsx';
import { PageHeader } from '../../../../ui/page-header.tsx';
import { SkeletonRows } from '../../../../ui/skeleton.tsx';
import { toast } from '../../../../ui/toaster.tsx';
import { ErrorStateBadge } from './error-badges.tsx';
import { CorrelationIds, ErrorFacts } from './error-facts.tsx';
import { type ErrorGroup, errorQuery, type GroupState, useErrorState } from './error-queries.ts';
import { HoursCard } from './hours-card.tsx';

const ICONS = { open: RotateCcw, resolved: CircleCheckBig, ignored: EyeOff };
const NEXT_STATES: Record<GroupState, readonly GroupState[]> = {
  open: ['ignored', 'resolved'],
  resolved: ['open'],
  ignored: ['open', 'resolved'],
};

export function ErrorPage() {
  const { t } = useTranslation('operators');
  const { id = '' } = useParams();
  const error = useQuery(errorQuery(id));
  if (error.data) return <Found group={error.data} />;
  if (error.error) {
    return <ErrorState error={error.error} onRetry={() => error.refetch()} retrying={error.isFetching} />;
  }
  return (
    <>
      <PageHeader title={t('errors.one')} trail={[{ label: t('errors.title'), to: '/admin/errors' }]} />
      <SkeletonRows rows={10} />
    </>
  );
}

function Found({ group }: { group: ErrorGroup }) {
  const { t } = useTranslation('operators');
  const format = useFormat();
  return (
    <>
      <PageHeader
        title={group.title}
        trail={[{ label: t('errors.title'), to: '/admin/errors' }]}
        badge={<ErrorStateBadge group={group} />}
        actions={<Actions group={group} />}
      />
      <div className="flex flex-col gap-4">
        {group.reopened_at ? (
          <Callout tone="warn" title={t('errors.back_since', { date: format.exact(group.reopened_at) })}>
            {t('errors.back_text')}
          </Callout>
        ) : null}
        <ErrorFacts group={group} />
        <HoursCard hours={group.by_hour} />
        {group.frames.length > 0 ? <CodeBlock title={t('errors.frames')} code={group.frames.join('\n')} /> : null}
        <CorrelationIds ids={group.correlation_ids} />
      </div>
    </>
  );
}

function Actions({ group: { id, state } }: { group: ErrorGroup }) {
  const { t } = useTranslation('operators');
  const change = useErrorState(id);
  return NEXT_STATES[state].map((next) => {
    const Icon = ICONS[next];
    return (
      <Button
        key={next}
        icon={<Icon />}
        busy={change.isPending && change.variables === next}
        onClick={() => change.mutate(next, { onSuccess: () => void toast.success(t(`errors.done.${next}`)) })}
      >
        {t(`errors.do.${next}`)}
      </Button>
    );
  });
}

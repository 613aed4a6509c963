import { useQuery } from '@tanstack/react-query';
import { ExternalLink, SearchX, UserPlus, Users } from 'lucide-react';
import { useCallback, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useSearchParams } from 'react-router';
import { useListSearch } from '../../../lib/use-list-search.ts';
import { Button } from '../../../ui/button.tsx';
import { CursorPager } from '../../../ui/cursor-pager.tsx';
import { EmptyState } from '../../../ui/empty-state.tsx';
import { ErrorState } from '../../../ui/error-state.tsx';
import { PageHeader } from '../../../ui/page-header.tsx';
import { SkeletonRows } from '../../../ui/skeleton.tsx';
import { HostedLinkDialog, useMayActOnParticipants } from '../journeys/index.ts';
import { CreateParticipantDialog } from './create-participant-dialog.tsx';
import { ParticipantFilters } from './participant-filters.tsx';
import { participantListQuery } from './participant-list-query.ts';
import { isFiltered, PARTICIPANT_ADDRESS } from './participant-search.ts';
import { ParticipantTable } from './participant-table.tsx';
import { useListShortcuts } from './use-list-shortcuts.ts';

export function ParticipantsPage() {
  const { t } = useTranslation('participants');
  const { search, filter, next, previous } = useListSearch(PARTICIPANT_ADDRESS);
  const list = useQuery(participantListQuery(search));
  const mayAct = useMayActOnParticipants();
  const creation = useCreation();
  const [linking, setLinking] = useState<{ externalId?: string; flowKey?: string } | null>(null);
  useListShortcuts(mayAct ? creation.start : undefined);
  const rows = list.data?.data ?? [];
  const nextCursor = list.data?.meta.next_cursor;
  const nobody = list.data !== undefined && rows.length === 0;
  return (
    <>
      <PageHeader
        title={t('title')}
        description={t('lead')}
        actions={
          mayAct ? (
            <>
              <Button icon={<ExternalLink />} onClick={() => setLinking({})}>
                {t('open_as')}
              </Button>
              <Button variant="primary" icon={<UserPlus />} onClick={creation.start}>
                {t('create.action')}
              </Button>
            </>
          ) : null
        }
      />
      <ParticipantFilters search={search} onFilter={filter} />
      {list.isPending ? <SkeletonRows rows={12} /> : null}
      {list.error ? (
        <ErrorState error={list.error} onRetry={() => list.refetch()} retrying={list.isFetching} className="mb-3" />
      ) : null}
      {nobody ? <Nobody filtered={isFiltered(search)} onCreate={mayAct ? creation.start : undefined} /> : null}
      {rows.length > 0 ? (
        <ParticipantTable
          participants={rows}
          stale={list.isPlaceholderData}
          onOpenAs={mayAct ? (externalId, flowKey) => setLinking({ externalId, flowKey }) : undefined}
        />
      ) : null}
      {previous || nextCursor ? (
        <CursorPager
          onPrevious={previous}
          onNext={nextCursor ? () => next(nextCursor) : undefined}
          busy={list.isPlaceholderData}
        >
          {t('shown', { count: rows.length })}
        </CursorPager>
      ) : null}
      <CreateParticipantDialog open={creation.open} onOpenChange={creation.setOpen} />
      <HostedLinkDialog open={linking !== null} onOpenChange={(open) => setLinking(open ? {} : null)} {...linking} />
    </>
  );
}

/** `?new` in the address opens the dialog too, so that other pages can lead to it. */
function useCreation() {
  const [address, setAddress] = useSearchParams();
  const [asked, setAsked] = useState(false);
  const setOpen = (open: boolean) => {
    setAsked(open);
    if (open || !address.has('new')) return;
    address.delete('new');
    setAddress(address, { replace: true });
  };
  const start = useCallback(() => setAsked(true), []);
  return { open: asked || address.has('new'), setOpen, start };
}

function Nobody({ filtered, onCreate }: { filtered: boolean; onCreate: (() => void) | undefined }) {
  const { t } = useTranslation('participants');
  if (filtered) {
    const clear = (
      <Button asChild>
        <Link to="/participants">{t('no_match.action')}</Link>
      </Button>
    );
    return (
      <EmptyState icon={SearchX} title={t('no_match.title')} action={clear}>
        {t('no_match.text')}
      </EmptyState>
    );
  }
  const create = onCreate ? (
    <Button variant="primary" icon={<UserPlus />} onClick={onCreate}>
      {t('create.action')}
    </Button>
  ) : null;
  return (
    <EmptyState icon={Users} title={t('empty.title')} action={create}>
      {t('empty.text')}
    </EmptyState>
  );
}

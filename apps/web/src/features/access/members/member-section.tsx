import type { MemberRole } from '@stepwell/contract';
import { useQuery } from '@tanstack/react-query';
import { SearchX, UserPlus, Users } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useListSearch } from '../../../lib/use-list-search.ts';
import { Button } from '../../../ui/button.tsx';
import { CursorPager } from '../../../ui/cursor-pager.tsx';
import { EmptyState } from '../../../ui/empty-state.tsx';
import { ErrorState } from '../../../ui/error-state.tsx';
import { SkeletonRows } from '../../../ui/skeleton.tsx';
import { MemberFilters } from './member-filters.tsx';
import { MemberList } from './member-list.tsx';
import { type Member, membersQuery, useChangeRole } from './member-queries.ts';
import { MemberRefusal } from './member-refusal.tsx';
import { isFiltered, MEMBER_ADDRESS } from './member-search.ts';
import { RemoveMemberDialog } from './remove-member-dialog.tsx';

export interface MemberSectionProps {
  /** Of the person who looks. */
  role: MemberRole;
  /** Absent for those who may not. */
  onInvite: (() => void) | undefined;
}

export function MemberSection({ role, onInvite }: MemberSectionProps) {
  const { t } = useTranslation('members');
  const { search, filter, next, previous } = useListSearch(MEMBER_ADDRESS);
  const list = useQuery(membersQuery(search));
  const change = useChangeRole();
  const [leaving, setLeaving] = useState<Member | null>(null);
  const rows = list.data?.data ?? [];
  const nextCursor = list.data?.meta.next_cursor;
  return (
    <section aria-label={t('title')}>
      <MemberFilters search={search} onFilter={filter} />
      {list.isPending ? <SkeletonRows rows={4} /> : null}
      {list.error ? (
        <ErrorState error={list.error} onRetry={() => list.refetch()} retrying={list.isFetching} className="mb-3" />
      ) : null}
      {change.error ? <MemberRefusal error={change.error} className="mb-3" /> : null}
      {list.data && rows.length === 0 ? <Nobody filtered={isFiltered(search)} onInvite={onInvite} /> : null}
      {rows.length > 0 ? (
        <MemberList
          members={rows}
          own={role}
          stale={list.isPlaceholderData}
          changing={change.isPending ? change.variables : undefined}
          onRole={(accountId, given) => change.mutate({ accountId, role: given })}
          onRemove={setLeaving}
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
      {leaving ? <RemoveMemberDialog member={leaving} onClose={() => setLeaving(null)} /> : null}
    </section>
  );
}

function Nobody({ filtered, onInvite }: { filtered: boolean; onInvite: (() => void) | undefined }) {
  const { t } = useTranslation('members');
  if (filtered) {
    const clear = (
      <Button asChild>
        <Link to="/settings/members">{t('no_match.action')}</Link>
      </Button>
    );
    return (
      <EmptyState icon={SearchX} title={t('no_match.title')} action={clear}>
        {t('no_match.text')}
      </EmptyState>
    );
  }
  const invite = onInvite ? (
    <Button variant="primary" icon={<UserPlus />} onClick={onInvite}>
      {t('invite.action')}
    </Button>
  ) : null;
  return (
    <EmptyState icon={Users} title={t('empty.title')} action={invite}>
      {t('empty.text')}
    </EmptyState>
  );
}

import { useInfiniteQuery } from '@tanstack/react-query';
import { MailPlus, UserPlus } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../../ui/button.tsx';
import { EmptyState } from '../../../ui/empty-state.tsx';
import { ErrorState } from '../../../ui/error-state.tsx';
import { Select } from '../../../ui/select.tsx';
import { SkeletonRows } from '../../../ui/skeleton.tsx';
import { toast } from '../../../ui/toaster.tsx';
import { InvitationList } from './invitation-list.tsx';
import { type Invitation, type InvitationState, invitationsQuery, useResendInvitation } from './member-queries.ts';
import { MemberRefusal } from './member-refusal.tsx';
import { RevokeInvitationDialog } from './revoke-invitation-dialog.tsx';

const STATES: InvitationState[] = ['pending', 'accepted', 'declined', 'revoked', 'expired'];
const EVERY = '*';

/** `onInvite` is absent for those who may not invite; they see the list alone. */
export function InvitationSection({ onInvite }: { onInvite: (() => void) | undefined }) {
  const { t } = useTranslation('members');
  const [state, setState] = useState<InvitationState | undefined>();
  const list = useInfiniteQuery(invitationsQuery(state));
  const resend = useResendInvitation();
  const [doomed, setDoomed] = useState<Invitation | null>(null);
  const rows = list.data?.pages.flatMap(({ data }) => data) ?? [];
  const sendAgain = ({ id, email }: Invitation) =>
    resend.mutate(id, { onSuccess: () => void toast.success(t('invitation.resent', { email })) });
  return (
    <section aria-labelledby="invitations-title">
      <div className="mb-3 flex flex-wrap items-center justify-between gap-2">
        <h2 id="invitations-title" className="text-lg font-semibold text-ink">
          {t('invitation.title')}
        </h2>
        <StateChoice state={state} onChange={setState} />
      </div>
      {list.isPending ? <SkeletonRows rows={3} /> : null}
      {list.error ? (
        <ErrorState error={list.error} onRetry={() => list.refetch()} retrying={list.isFetching} className="mb-3" />
      ) : null}
      {resend.error ? <MemberRefusal error={resend.error} className="mb-3" /> : null}
      {list.data && rows.length === 0 ? <None filtered={state !== undefined} onInvite={onInvite} /> : null}
      {rows.length > 0 ? (
        <InvitationList
          invitations={rows}
          resending={resend.isPending ? resend.variables : undefined}
          onResend={onInvite ? sendAgain : undefined}
          onRevoke={onInvite ? setDoomed : undefined}
        />
      ) : null}
      {list.hasNextPage ? (
        <Button className="mt-3" busy={list.isFetchingNextPage} onClick={() => list.fetchNextPage()}>
          {t('invitation.more')}
        </Button>
      ) : null}
      {doomed ? <RevokeInvitationDialog invitation={doomed} onClose={() => setDoomed(null)} /> : null}
    </section>
  );
}

interface StateChoiceProps {
  state: InvitationState | undefined;
  onChange: (state: InvitationState | undefined) => void;
}

function StateChoice({ state, onChange }: StateChoiceProps) {
  const { t } = useTranslation('members');
  return (
    <Select<InvitationState | typeof EVERY>
      aria-label={t('invitation.filter')}
      value={state ?? EVERY}
      onChange={(next) => onChange(next === EVERY ? undefined : next)}
      options={[
        { value: EVERY, label: t('invitation.every_state') },
        ...STATES.map((value) => ({ value, label: t(`invitation.state.${value}`) })),
      ]}
      className="w-40"
    />
  );
}

function None({ filtered, onInvite }: { filtered: boolean; onInvite: (() => void) | undefined }) {
  const { t } = useTranslation('members');
  const invite = onInvite ? (
    <Button icon={<UserPlus />} onClick={onInvite}>
      {t('invite.action')}
    </Button>
  ) : null;
  return (
    <EmptyState
      icon={MailPlus}
      title={filtered ? t('invitation.none_match') : t('invitation.none')}
      action={invite}
      className="py-8"
    >
      {t('invitation.none_text')}
    </EmptyState>
  );
}

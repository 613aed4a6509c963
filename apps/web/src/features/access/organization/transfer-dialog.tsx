import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call, type Reply } from '../../../lib/api.ts';
import { Button } from '../../../ui/button.tsx';
import { Callout } from '../../../ui/callout.tsx';
import { Dialog } from '../../../ui/dialog.tsx';
import { ErrorState } from '../../../ui/error-state.tsx';
import { RadioGroup } from '../../../ui/radio-group.tsx';
import { SearchInput } from '../../../ui/search-input.tsx';
import { SkeletonRows } from '../../../ui/skeleton.tsx';
import { toast } from '../../../ui/toaster.tsx';
import { useTransferOwnership } from './organization-query.ts';
import { OrganizationRefusal } from './organization-refusal.tsx';

type Member = Reply<'GET /api/v1/members'>['data'][number];

const SHOWN = 8;

export function TransferDialog({ name, onClose }: { name: string; onClose: () => void }) {
  const { t } = useTranslation('organization');
  const transfer = useTransferOwnership();
  const [heir, setHeir] = useState<Member | null>(null);
  const submit = () => {
    if (!heir) return;
    transfer.mutate(heir.account_id, {
      onSuccess: () => {
        toast.success(t('transfer.done', { name: heir.name }));
        onClose();
      },
    });
  };
  const footer = (
    <>
      <Button onClick={onClose}>{t('transfer.keep')}</Button>
      <Button variant="danger" busy={transfer.isPending} disabled={!heir} onClick={submit}>
        {t('transfer.submit')}
      </Button>
    </>
  );
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title={t('transfer.sure', { name })}
      description={t('transfer.sure_text')}
      footer={footer}
    >
      <div className="flex flex-col gap-3">
        <HeirChoice heir={heir} onChoose={setHeir} />
        {transfer.error ? <OrganizationRefusal error={transfer.error} /> : null}
      </div>
    </Dialog>
  );
}

function HeirChoice({ heir, onChoose }: { heir: Member | null; onChoose: (member: Member) => void }) {
  const { t } = useTranslation('organization');
  const [q, setQ] = useState('');
  const found = useQuery({
    queryKey: ['members', 'heirs', q],
    // One more than is shown: the person who asks is left out.
    queryFn: ({ signal }) => call('GET /api/v1/members', { query: { q, limit: SHOWN + 1 } }, { signal }),
    placeholderData: keepPreviousData,
    throwOnError: false,
  });
  const members = found.data?.data.filter(({ is_you: isYou }) => !isYou).slice(0, SHOWN) ?? [];
  return (
    <>
      <SearchInput label={t('transfer.search')} maxLength={100} value={q} onSearch={setQ} />
      {found.isPending ? <SkeletonRows rows={3} /> : null}
      {found.error ? <ErrorState error={found.error} onRetry={() => found.refetch()} /> : null}
      {found.data && members.length === 0 ? (
        <Callout>{q ? t('transfer.nobody_found') : t('transfer.nobody')}</Callout>
      ) : null}
      <RadioGroup
        legend={t('transfer.heir')}
        hideLegend
        className="min-w-0 wrap-anywhere"
        look="cards"
        value={heir?.account_id}
        onChange={(id) => {
          const member = members.find(({ account_id: accountId }) => accountId === id);
          if (member) onChoose(member);
        }}
        options={members.map(({ account_id: value, name, email, email_verified: verified }) => ({
          value,
          label: name,
          detail: verified ? email : t('transfer.unverified', { email }),
          disabled: !verified,
        }))}
      />
    </>
  );
}

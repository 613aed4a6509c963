import { useInfiniteQuery } from '@tanstack/react-query';
import { KeyRound, Plus } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../../ui/button.tsx';
import { EmptyState } from '../../../ui/empty-state.tsx';
import { ErrorState } from '../../../ui/error-state.tsx';
import { SkeletonRows } from '../../../ui/skeleton.tsx';
import { type ApiKey, apiKeysQuery, useRevokeApiKey } from './api-key-queries.ts';
import { CreateKeyDialog } from './create-key-dialog.tsx';
import { KeyTable } from './key-table.tsx';
import { RevokeDialog } from './revoke-dialog.tsx';

export function KeyList() {
  const { t } = useTranslation('api-keys');
  const keys = useInfiniteQuery(apiKeysQuery);
  const revoke = useRevokeApiKey();
  const [creating, setCreating] = useState(false);
  const [doomed, setDoomed] = useState<ApiKey | null>(null);
  const rows = keys.data?.pages.flatMap(({ data }) => data) ?? [];
  const create = (
    <Button variant="primary" icon={<Plus />} onClick={() => setCreating(true)}>
      {t('create.action')}
    </Button>
  );
  const close = () => {
    revoke.reset();
    setDoomed(null);
  };
  return (
    <>
      {keys.isPending ? <SkeletonRows rows={4} /> : null}
      {keys.error ? (
        <ErrorState error={keys.error} onRetry={() => keys.refetch()} retrying={keys.isFetching} className="mb-3" />
      ) : null}
      {keys.data && rows.length === 0 ? (
        <EmptyState icon={KeyRound} title={t('empty.title')} action={create}>
          {t('empty.text')}
        </EmptyState>
      ) : null}
      {rows.length > 0 ? (
        <>
          <div className="mb-3 flex flex-wrap items-center justify-between gap-3">
            <p className="max-w-prose text-ink-muted">{t('keys_lead')}</p>
            {create}
          </div>
          <KeyTable keys={rows} onRevoke={setDoomed} />
        </>
      ) : null}
      {keys.hasNextPage ? (
        <Button className="mt-3" busy={keys.isFetchingNextPage} onClick={() => keys.fetchNextPage()}>
          {t('more')}
        </Button>
      ) : null}
      <CreateKeyDialog open={creating} onOpenChange={setCreating} />
      <RevokeDialog
        open={doomed !== null}
        title={t('revoke.title', { name: doomed?.name ?? '' })}
        text={t('revoke.text')}
        error={revoke.error}
        busy={revoke.isPending}
        onRevoke={() => doomed && revoke.mutate(doomed.id, { onSuccess: close })}
        onClose={close}
      />
    </>
  );
}

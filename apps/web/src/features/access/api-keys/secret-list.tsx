import { useQuery } from '@tanstack/react-query';
import { Plus } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { environment } from '../../../lib/environment.ts';
import { Button } from '../../../ui/button.tsx';
import { Callout } from '../../../ui/callout.tsx';
import { ErrorState } from '../../../ui/error-state.tsx';
import { SkeletonRows } from '../../../ui/skeleton.tsx';
import { type SigningSecret, signingSecretsQuery, useRevokeSigningSecret } from './api-key-queries.ts';
import { AddSecretDialog } from './add-secret-dialog.tsx';
import { RevokeDialog } from './revoke-dialog.tsx';
import { SecretTable } from './secret-table.tsx';
import { SigningSample } from './signing-sample.tsx';

const LIVE_AT_ONCE = 2;

/** Secrets of the environment that is shown. */
export function SecretList() {
  const { t } = useTranslation('api-keys');
  const secrets = useQuery(signingSecretsQuery);
  const revoke = useRevokeSigningSecret();
  const [adding, setAdding] = useState(false);
  const [doomed, setDoomed] = useState<SigningSecret | null>(null);
  const rows = secrets.data?.filter((secret) => secret.environment === environment) ?? [];
  const full = liveOf(rows) >= LIVE_AT_ONCE;
  const close = () => {
    revoke.reset();
    setDoomed(null);
  };
  return (
    <div className="flex flex-col gap-4">
      <div className="flex flex-wrap items-start justify-between gap-3">
        <p className="max-w-prose text-ink-muted">{t('secrets_lead')}</p>
        <Button variant="primary" icon={<Plus />} disabled={full || !secrets.data} onClick={() => setAdding(true)}>
          {t('secret.add')}
        </Button>
      </div>
      <Callout>{full ? t('secret.full') : t('secret.rotation')}</Callout>
      {secrets.isPending ? <SkeletonRows rows={2} /> : null}
      {secrets.error ? (
        <ErrorState error={secrets.error} onRetry={() => secrets.refetch()} retrying={secrets.isFetching} />
      ) : null}
      {rows.length > 0 ? <SecretTable secrets={rows} onRevoke={setDoomed} /> : null}
      <SigningSample />
      <AddSecretDialog open={adding} onOpenChange={setAdding} />
      <RevokeDialog
        open={doomed !== null}
        title={t('secret.revoke_title')}
        text={t('secret.revoke_text')}
        error={revoke.error}
        busy={revoke.isPending}
        onRevoke={() => doomed && revoke.mutate(doomed.id, { onSuccess: close })}
        onClose={close}
      />
    </div>
  );
}

function liveOf(secrets: SigningSecret[]): number {
  return secrets.filter(({ revoked_at }) => revoked_at === null).length;
}

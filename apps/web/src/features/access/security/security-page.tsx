import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { ErrorState } from '../../../ui/error-state.tsx';
import { PageHeader } from '../../../ui/page-header.tsx';
import { SkeletonRows } from '../../../ui/skeleton.tsx';
import { SessionsCard } from '../session-list/index.ts';
import { AuthenticatorCard } from './authenticator-card.tsx';
import { ConnectedAccountsCard } from './connected-accounts-card.tsx';
import { PasskeysCard } from './passkeys-card.tsx';
import { PasswordCard } from './password-card.tsx';
import { methodsQuery } from './security-queries.ts';

export function SecurityPage() {
  const { t } = useTranslation('security');
  const methods = useQuery(methodsQuery);
  return (
    <>
      <PageHeader title={t('title')} description={t('lead')} />
      <div className="flex max-w-3xl flex-col gap-5">
        {methods.isPending ? <SkeletonRows rows={4} /> : null}
        {methods.error ? (
          <ErrorState error={methods.error} onRetry={() => methods.refetch()} retrying={methods.isFetching} />
        ) : null}
        {methods.data ? (
          <>
            <PasswordCard hasPassword={methods.data.password} />
            <AuthenticatorCard methods={methods.data} />
            <PasskeysCard passkeys={methods.data.passkeys} />
          </>
        ) : null}
        <ConnectedAccountsCard />
        <SessionsCard />
      </div>
    </>
  );
}

import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../../ui/button.tsx';
import { Card } from '../../../ui/card.tsx';
import { ErrorState } from '../../../ui/error-state.tsx';
import { RelativeTime } from '../../../ui/relative-time.tsx';
import { Skeleton } from '../../../ui/skeleton.tsx';
import { toast } from '../../../ui/toaster.tsx';
import { Refused } from '../entrance/index.ts';
import {
  type ConnectedAccount,
  connectedAccountsQuery,
  type Provider,
  ProviderMark,
  providersQuery,
  useConnect,
  useDisconnect,
} from '../providers/index.ts';
import { QuestionDialog } from './question-dialog.tsx';

/** Accounts elsewhere that sign in here, and the providers where one can still be connected. */
export function ConnectedAccountsCard() {
  const { t } = useTranslation('providers');
  const accounts = useQuery(connectedAccountsQuery);
  const providers = useQuery(providersQuery);
  const isPending = accounts.isPending || providers.isPending;
  const known = accounts.data ?? [];
  const open = (providers.data ?? []).filter(({ id }) => known.every(({ provider }) => provider !== id));
  if (accounts.error && !accounts.data) {
    return (
      <Card title={t('connected.title')}>
        <ErrorState error={accounts.error} onRetry={() => accounts.refetch()} retrying={accounts.isFetching} />
      </Card>
    );
  }
  return (
    <Card title={t('connected.title')} flush>
      {isPending ? <Skeleton className="m-4 w-1/2" /> : null}
      {isPending || known.length > 0 ? null : (
        <p className="px-4 py-3 text-ink-muted">{t(open.length > 0 ? 'connected.lead' : 'connected.none')}</p>
      )}
      {isPending ? null : <Lines accounts={known} providers={open} isLed={known.length === 0} />}
    </Card>
  );
}

interface LinesProps {
  accounts: readonly ConnectedAccount[];
  providers: readonly Provider[];
  /** A sentence stands above. */
  isLed: boolean;
}

function Lines({ accounts, providers, isLed }: LinesProps) {
  const { t } = useTranslation('providers');
  const connect = useConnect();
  const [doomed, setDoomed] = useState<ConnectedAccount | null>(null);
  return (
    <>
      <Refused error={connect.error} className="mx-4 my-3" />
      <ul className={isLed ? 'divide-y border-t empty:hidden' : 'divide-y'}>
        {accounts.map((account) => (
          <ConnectedLine key={account.id} account={account} onDisconnect={() => setDoomed(account)} />
        ))}
        {providers.map(({ id, name }) => (
          <Line key={id} provider={id} name={name} detail={t('connected.not_connected')}>
            <Button
              size="sm"
              aria-label={t('connected.connect_named', { name })}
              disabled={connect.isLeaving}
              onClick={() => connect.depart(id)}
            >
              {t('connected.connect')}
            </Button>
          </Line>
        ))}
      </ul>
      {doomed ? <DisconnectDialog account={doomed} onClose={() => setDoomed(null)} /> : null}
    </>
  );
}

function ConnectedLine({ account, onDisconnect }: { account: ConnectedAccount; onDisconnect: () => void }) {
  const { t } = useTranslation('providers');
  const { provider, provider_name: name, email, connected_at: since, last_used_at: used } = account;
  const detail = (
    <>
      {email ? <span className="block wrap-anywhere text-ink">{email}</span> : null}
      {t('connected.since')} <RelativeTime at={since} />
      {' · '}
      {used ? (
        <>
          {t('connected.used')} <RelativeTime at={used} />
        </>
      ) : (
        t('connected.unused')
      )}
    </>
  );
  return (
    <Line provider={provider} name={name} detail={detail}>
      <Button size="sm" aria-label={t('connected.disconnect_named', { name })} onClick={onDisconnect}>
        {t('connected.disconnect')}
      </Button>
    </Line>
  );
}

interface LineProps {
  provider: string;
  name: string;
  detail: ReactNode;
  children: ReactNode;
}

function Line({ provider, name, detail, children }: LineProps) {
  return (
    <li className="flex flex-wrap items-center gap-x-3 gap-y-2 px-4 py-2.5">
      <ProviderMark provider={provider} />
      <div className="min-w-35 flex-1">
        <p className="font-medium break-words text-ink">{name}</p>
        <p className="text-xs text-ink-muted">{detail}</p>
      </div>
      {children}
    </li>
  );
}

function DisconnectDialog({ account, onClose }: { account: ConnectedAccount; onClose: () => void }) {
  const { t } = useTranslation('providers');
  const disconnect = useDisconnect();
  const name = account.provider_name;
  const close = () => {
    toast.success(t('connected.disconnected', { name }));
    onClose();
  };
  return (
    <QuestionDialog
      open
      title={t('connected.disconnect_title', { name })}
      text={t('connected.disconnect_text')}
      action={t('connected.disconnect')}
      error={disconnect.error}
      busy={disconnect.isPending}
      onDo={() => disconnect.mutate(account.id, { onSuccess: close })}
      onClose={onClose}
    />
  );
}

import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../../../lib/api.ts';
import { useConfirmation } from '../../../lib/confirmation.ts';
import { Button } from '../../../ui/button.tsx';
import { Dialog } from '../../../ui/dialog.tsx';
import { ErrorState } from '../../../ui/error-state.tsx';
import { Skeleton } from '../../../ui/skeleton.tsx';
import { knowsPasskeys } from '../passkeys/index.ts';
import { type Method, openMethods } from './methods.ts';
import { ProofForm } from './proof-form.tsx';

/** “Confirm it’s you”: asked by `confirmed` of lib when the server wants to be sure; the refused deed then goes on. */
export function ConfirmationDialog() {
  const { t } = useTranslation('confirmation');
  const asked = useConfirmation((state) => state.asked);
  return (
    <Dialog
      open={asked !== null}
      onOpenChange={(next) => (next ? undefined : asked?.settle(false))}
      size="sm"
      title={t('title')}
      description={t('lead')}
    >
      {asked ? <Question onConfirmed={() => asked.settle(true)} /> : null}
    </Dialog>
  );
}

function Question({ onConfirmed }: { onConfirmed: () => void }) {
  const { t } = useTranslation('confirmation');
  const [chosen, setChosen] = useState<Method | null>(null);
  const begun = useQuery({
    queryKey: ['confirmation'],
    queryFn: async () => (await call('POST /api/v1/me/confirm/begin')).data,
    // The options of a passkey are for one try.
    gcTime: 0,
    staleTime: Number.POSITIVE_INFINITY,
    throwOnError: false,
  });
  if (begun.error)
    return <ErrorState error={begun.error} onRetry={() => begun.refetch()} retrying={begun.isFetching} />;
  if (!begun.data) return <Skeleton className="h-8" />;
  const methods = openMethods(begun.data.methods, begun.data.passkey !== null && knowsPasskeys());
  const method = chosen ?? methods[0];
  if (!method) return <p className="text-ink-muted">{t('no_way')}</p>;
  return (
    <div className="flex flex-col gap-4">
      <ProofForm
        key={method}
        method={method}
        passkey={begun.data.passkey}
        onConfirmed={onConfirmed}
        onOver={() => void begun.refetch()}
      />
      {methods.length > 1 ? (
        <div className="flex flex-col gap-2 border-t pt-4">
          {methods
            .filter((other) => other !== method)
            .map((other) => (
              <Button key={other} variant="link" className="self-start" onClick={() => setChosen(other)}>
                {t(`instead.${other}`)}
              </Button>
            ))}
        </div>
      ) : null}
    </div>
  );
}

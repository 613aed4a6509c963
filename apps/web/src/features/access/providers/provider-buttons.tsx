import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Button } from '../../../ui/button.tsx';
import { Refused } from '../entrance/index.ts';
import { ProviderMark } from './provider-mark.tsx';
import { providersQuery, useProviderSignIn } from './provider-queries.ts';

/** A button for every provider one can sign in with; nothing where there is none. */
export function ProviderButtons({ next }: { next: string | null }) {
  const { t } = useTranslation('providers');
  const { data: providers = [] } = useQuery(providersQuery);
  const { depart, error, isLeaving } = useProviderSignIn(next);
  return (
    <>
      <Refused error={error} />
      {providers.map(({ id, name }) => (
        <Button
          key={id}
          size="lg"
          icon={<ProviderMark provider={id} />}
          disabled={isLeaving}
          onClick={() => depart(id)}
        >
          <span className="truncate">{t('continue_with', { name })}</span>
        </Button>
      ))}
    </>
  );
}

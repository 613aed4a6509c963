import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Navigate, useSearchParams } from 'react-router';
import { destinationOf, EntranceFrame, MailSent, TextLink } from '../entrance/index.ts';
import { pendingInvitation } from '../invitations/index.ts';
import { ProviderButtons } from '../providers/index.ts';
import { sessionQuery } from '../sessions/index.ts';
import { SignUpForm } from './sign-up-form.tsx';

export function SignUpPage() {
  const { t } = useTranslation('sign-up');
  const [search] = useSearchParams();
  const session = useQuery({ ...sessionQuery, retry: false });
  const [mailedTo, setMailedTo] = useState<string | null>(null);
  if (session.data) return <Navigate to={destinationOf(search.get('next'))} replace />;
  if (mailedTo) return <CheckYourMail address={mailedTo} onAgain={() => setMailedTo(null)} />;
  const next = search.get('next');
  const footer = (
    <p>
      {t('known_here')}{' '}
      <TextLink to={next ? `/sign-in?next=${encodeURIComponent(next)}` : '/sign-in'}>{t('sign_in')}</TextLink>
    </p>
  );
  return (
    <EntranceFrame title={t('title')} lead={t('lead')} footer={footer}>
      <SignUpForm address={search.get('email') ?? ''} invitation={pendingInvitation()} onMailed={setMailedTo} />
      <OtherWays next={next} />
    </EntranceFrame>
  );
}

/** Below the form; where no provider is set up, there is nothing to see. */
function OtherWays({ next }: { next: string | null }) {
  return (
    <div className="mt-4 flex flex-col gap-2 border-t pt-4 empty:hidden">
      <ProviderButtons next={next} />
    </div>
  );
}

function CheckYourMail({ address, onAgain }: { address: string; onAgain: () => void }) {
  const { t } = useTranslation('sign-up');
  return (
    <EntranceFrame
      title={t('check.title')}
      footer={
        <>
          <button
            type="button"
            onClick={onAgain}
            className="self-start rounded-sm font-medium text-accent-text underline-offset-4 hover:underline"
          >
            {t('check.other_address')}
          </button>
          <TextLink to="/sign-in">{t('check.sign_in')}</TextLink>
        </>
      }
    >
      <MailSent address={address}>
        <p>{t('check.text')}</p>
        <p>{t('check.nothing')}</p>
      </MailSent>
    </EntranceFrame>
  );
}

import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Navigate, useSearchParams } from 'react-router';
import { destinationOf, EntranceFrame, TextLink } from '../entrance/index.ts';
import { sessionQuery } from '../sessions/index.ts';
import { MailLinkForm } from './mail-link-form.tsx';
import { SecondFactorForm } from './second-factor-form.tsx';
import { SignInForm } from './sign-in-form.tsx';
import { RefusedTest } from './sign-in-refusal.tsx';
import { SingleSignOnForm } from './single-sign-on-form.tsx';
import type { AskedSecondFactor } from './signing-in.ts';

export function SignInPage() {
  const [search, setSearch] = useSearchParams();
  const session = useQuery({ ...sessionQuery, retry: false });
  const [email, setEmail] = useState('');
  const [asked, setAsked] = useState<AskedSecondFactor | null>(null);
  const [wasSignedIn, setWasSignedIn] = useState<boolean | null>(null);
  if (wasSignedIn === null && !session.isPending) setWasSignedIn(Boolean(session.data));
  const turnTo = (way: 'link' | 'sso' | null) =>
    setSearch((known) => {
      const next = new URLSearchParams(known);
      if (way) next.set('way', way);
      else next.delete('way');
      next.delete('refused');
      next.delete('error');
      return next;
    });
  if (session.data && wasSignedIn && search.has('refused')) return <RefusedTest session={session.data} />;
  if (session.data) return <Navigate to={destinationOf(search.get('next'))} replace />;
  if (asked) return <SecondFactorPart asked={asked} onBack={() => setAsked(null)} />;
  if (search.get('way') === 'link') {
    return <MailLinkPart email={email} onEmail={setEmail} onBack={() => turnTo(null)} />;
  }
  if (search.get('way') === 'sso') {
    return <SingleSignOnPart email={email} onEmail={setEmail} onBack={() => turnTo(null)} />;
  }
  return (
    <PasswordPart
      email={email}
      onEmail={setEmail}
      onAsked={setAsked}
      onMailLink={() => turnTo('link')}
      onSingleSignOn={() => turnTo('sso')}
    />
  );
}

interface PasswordPartProps {
  email: string;
  onEmail: (email: string) => void;
  onAsked: (asked: AskedSecondFactor) => void;
  onMailLink: () => void;
  onSingleSignOn: () => void;
}

function PasswordPart(props: PasswordPartProps) {
  const { t } = useTranslation('sign-in');
  const [search] = useSearchParams();
  const next = search.get('next');
  const signUp = next ? `/sign-up?next=${encodeURIComponent(next)}` : '/sign-up';
  const footer = (
    <p>
      {t('new_here')} <TextLink to={signUp}>{t('sign_up')}</TextLink>
    </p>
  );
  return (
    <EntranceFrame title={t('title')} lead={t('lead')} footer={footer}>
      <SignInForm {...props} />
    </EntranceFrame>
  );
}

function SecondFactorPart({ asked, onBack }: { asked: AskedSecondFactor; onBack: () => void }) {
  const { t } = useTranslation('sign-in');
  return (
    <EntranceFrame title={t('second_factor.title')}>
      <SecondFactorForm asked={asked} onBack={onBack} />
    </EntranceFrame>
  );
}

interface AddressPartProps {
  email: string;
  onEmail: (email: string) => void;
  onBack: () => void;
}

function SingleSignOnPart(props: AddressPartProps) {
  const { t } = useTranslation('sign-in');
  return (
    <EntranceFrame title={t('sso.title')} lead={t('sso.lead')}>
      <SingleSignOnForm {...props} />
    </EntranceFrame>
  );
}

function MailLinkPart(props: AddressPartProps) {
  const { t } = useTranslation('sign-in');
  return (
    <EntranceFrame title={t('mail_link.title')} lead={t('mail_link.lead')}>
      <MailLinkForm {...props} />
    </EntranceFrame>
  );
}

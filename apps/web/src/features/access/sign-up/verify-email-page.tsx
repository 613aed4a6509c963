import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { Button } from '../../../ui/button.tsx';
import { Callout } from '../../../ui/callout.tsx';
import { LinkPage, MailSent, Refused, useLinkPart } from '../entrance/index.ts';
import { sessionQuery } from '../sessions/index.ts';
import { useResendVerification, useVerifyEmail } from './sign-up-queries.ts';

export function VerifyEmailPage() {
  const { t } = useTranslation('sign-up');
  const token = useLinkPart('token');
  const session = useQuery({ ...sessionQuery, retry: false });
  const verify = useVerifyEmail();
  return (
    <LinkPage
      title={t('verify.title')}
      lead={t('verify.lead')}
      token={token}
      action={t('verify.action')}
      onUse={(value) => verify.mutate(value)}
      busy={verify.isPending}
      error={verify.error}
      done={verify.data ? <Verified address={verify.data.email} isSignedIn={Boolean(session.data)} /> : undefined}
      instead={session.data ? <Another address={session.data.account} /> : <SignInInstead />}
    />
  );
}

function Verified({ address, isSignedIn }: { address: string; isSignedIn: boolean }) {
  const { t } = useTranslation('sign-up');
  return (
    <div className="flex flex-col gap-4">
      <Callout tone="good" alert title={t('verify.done')}>
        <span className="break-all">{address}</span>
      </Callout>
      <Button asChild variant="primary" size="lg" className="self-start">
        <Link to={isSignedIn ? '/' : '/sign-in'}>{t(isSignedIn ? 'verify.go_on' : 'verify.sign_in')}</Link>
      </Button>
    </div>
  );
}

/** For whoever is signed in: another mail, or nothing to do when the address is verified already. */
function Another({ address }: { address: { email: string; email_verified: boolean } }) {
  const { t } = useTranslation('sign-up');
  const resend = useResendVerification();
  const goOn = (
    <Button asChild size="lg">
      <Link to="/">{t('verify.go_on')}</Link>
    </Button>
  );
  if (address.email_verified) return goOn;
  if (resend.isSuccess) {
    return (
      <MailSent address={address.email}>
        <p>{t('verify.sent')}</p>
      </MailSent>
    );
  }
  return (
    <>
      <Refused error={resend.error} className="w-full" />
      <Button variant="primary" size="lg" busy={resend.isPending} onClick={() => resend.mutate()}>
        {t('verify.again')}
      </Button>
      {goOn}
    </>
  );
}

function SignInInstead() {
  const { t } = useTranslation('sign-up');
  return (
    <div className="flex flex-col gap-3">
      <p className="text-ink-muted">{t('verify.sign_in_first')}</p>
      <Button asChild variant="primary" size="lg" className="self-start">
        <Link to="/sign-in">{t('verify.sign_in')}</Link>
      </Button>
    </div>
  );
}

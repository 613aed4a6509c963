import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, Navigate, useNavigate } from 'react-router';
import { isProblem } from '../../../lib/refusal.ts';
import { Button } from '../../../ui/button.tsx';
import { EntranceFrame, linkRefusalOf, LinkPage, useLinkPart } from '../entrance/index.ts';
import { sessionQuery } from '../sessions/index.ts';
import { MagicLinkElsewhere } from './magic-link-elsewhere.tsx';
import { SecondFactorForm } from './second-factor-form.tsx';
import { type AskedSecondFactor, useMagicLink } from './signing-in.ts';

export function MagicLinkPage() {
  const { t } = useTranslation('sign-in');
  const navigate = useNavigate();
  const token = useLinkPart('token');
  const session = useQuery({ ...sessionQuery, retry: false });
  const [asked, setAsked] = useState<AskedSecondFactor | null>(null);
  const [isElsewhere, setElsewhere] = useState(false);
  const use = useMagicLink(setAsked);
  if (session.data) return <Navigate to="/" replace />;
  if (asked) {
    return (
      <EntranceFrame title={t('second_factor.title')}>
        <SecondFactorForm asked={asked} onBack={() => void navigate('/sign-in')} />
      </EntranceFrame>
    );
  }
  const isOver = linkRefusalOf(use.error) !== null;
  if (isElsewhere && token !== null && !isOver) {
    return <MagicLinkElsewhere busy={use.isPending} error={use.error} onCode={(code) => use.mutate({ token, code })} />;
  }
  const follow = (value: string) =>
    use.mutate(
      { token: value },
      { onError: (error) => setElsewhere(isProblem(error) && error.problem.code === 'link_code_needed') },
    );
  return (
    <LinkPage
      title={t('magic_link.title')}
      lead={t('magic_link.lead')}
      token={token}
      action={t('magic_link.action')}
      onUse={follow}
      busy={use.isPending}
      error={use.error}
      instead={<OtherWays />}
    />
  );
}

function OtherWays() {
  const { t } = useTranslation('sign-in');
  return (
    <>
      <Button asChild variant="primary" size="lg">
        <Link to="/sign-in?way=link">{t('magic_link.another')}</Link>
      </Button>
      <Button asChild size="lg">
        <Link to="/sign-in">{t('magic_link.password')}</Link>
      </Button>
    </>
  );
}

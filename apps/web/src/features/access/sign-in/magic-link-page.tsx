import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, Navigate, useNavigate } from 'react-router';
import { Button } from '../../../ui/button.tsx';
import { EntranceFrame, LinkPage, useLinkPart } from '../entrance/index.ts';
import { sessionQuery } from '../sessions/index.ts';
import { SecondFactorForm } from './second-factor-form.tsx';
import { type AskedSecondFactor, useMagicLink } from './signing-in.ts';

export function MagicLinkPage() {
  const { t } = useTranslation('sign-in');
  const navigate = useNavigate();
  const token = useLinkPart('token');
  const session = useQuery({ ...sessionQuery, retry: false });
  const [asked, setAsked] = useState<AskedSecondFactor | null>(null);
  const use = useMagicLink(setAsked);
  if (session.data) return <Navigate to="/" replace />;
  if (asked) {
    return (
      <EntranceFrame title={t('second_factor.title')}>
        <SecondFactorForm asked={asked} onBack={() => void navigate('/sign-in')} />
      </EntranceFrame>
    );
  }
  return (
    <LinkPage
      title={t('magic_link.title')}
      lead={t('magic_link.lead')}
      token={token}
      action={t('magic_link.action')}
      onUse={(value) => use.mutate(value)}
      busy={use.isPending}
      error={use.error}
      instead={
        <>
          <Button asChild variant="primary" size="lg">
            <Link to="/sign-in?way=link">{t('magic_link.another')}</Link>
          </Button>
          <Button asChild size="lg">
            <Link to="/sign-in">{t('magic_link.password')}</Link>
          </Button>
        </>
      }
    />
  );
}

import { FlaskConical } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { EnvironmentName } from '../../../lib/environment.ts';
import { Badge } from '../../../ui/badge.tsx';
import type { CredentialState } from './credential-state.ts';

export function EnvironmentBadge({ environment }: { environment: EnvironmentName }) {
  const { t } = useTranslation('api-keys');
  const isTest = environment === 'test';
  return (
    <Badge
      tone={isTest ? 'warn' : 'good'}
      icon={isTest ? <FlaskConical aria-hidden="true" /> : <span className="size-1.5 rounded-full bg-current" />}
    >
      {t(`environment.${environment}`)}
    </Badge>
  );
}

export function StateBadge({ of, state }: { of: 'key' | 'secret'; state: CredentialState }) {
  const { t } = useTranslation('api-keys');
  return <Badge tone={state === 'live' ? 'good' : 'neutral'}>{t(`state.${of}.${state}`)}</Badge>;
}

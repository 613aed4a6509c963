import { useTranslation } from 'react-i18next';
import { Badge, type Tone } from '../../../ui/badge.tsx';
import type { ListedOrganization, ListedUser } from './console-queries.ts';

const USER_TONES: Record<ListedUser['state'], Tone> = {
  active: 'good',
  unverified: 'warn',
  suspended: 'bad',
  anonymized: 'neutral',
};

const ORGANIZATION_TONES: Record<ListedOrganization['state'], Tone> = {
  active: 'good',
  suspended: 'bad',
  deleted: 'neutral',
};

export function UserStateBadge({ state }: Pick<ListedUser, 'state'>) {
  const { t } = useTranslation('operators');
  return <Badge tone={USER_TONES[state]}>{t(`user_state.${state}`)}</Badge>;
}

export function OrganizationStateBadge({ state }: Pick<ListedOrganization, 'state'>) {
  const { t } = useTranslation('operators');
  return <Badge tone={ORGANIZATION_TONES[state]}>{t(`organization_state.${state}`)}</Badge>;
}

export function OperatorBadge({ role }: { role: ListedUser['operator_role'] }) {
  const { t } = useTranslation('operators');
  return role ? <Badge tone="review">{t(`operator_role.${role}`)}</Badge> : null;
}

import { useTranslation } from 'react-i18next';
import { Badge } from '../../../../ui/badge.tsx';
import type { EnvironmentName } from '../flow-queries.ts';

/** The environments that serve a version to new participants. */
export function LiveBadges({ environments }: { environments: readonly EnvironmentName[] }) {
  const { t } = useTranslation('flow-versions');
  if (environments.length === 0) return <span className="text-ink-faint">–</span>;
  return (
    <span className="inline-flex gap-1.5">
      {environments.map((name) => (
        <Badge key={name} tone={name === 'live' ? 'good' : 'warn'}>
          {t(`environment.${name}`)}
        </Badge>
      ))}
    </span>
  );
}

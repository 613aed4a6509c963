import { useTranslation } from 'react-i18next';
import { Badge } from '../../../ui/badge.tsx';

/** A version by its number, or a dash where there is none. */
export function VersionName({ number }: { number: number | null }) {
  const { t } = useTranslation('flows');
  if (number === null) return <span className="text-ink-faint">–</span>;
  return <Badge className="font-mono">{t('version_short', { number })}</Badge>;
}

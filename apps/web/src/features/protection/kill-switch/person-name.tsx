import { useTranslation } from 'react-i18next';
import type { KillSwitch } from './kill-switch-queries.ts';

/** Who switched, as far as it may be known. */
export function PersonName({ by: { kind, name } }: { by: KillSwitch['switched_on_by'] }) {
  const { t } = useTranslation('kill-switch');
  return <span>{name ?? t(`by.${kind}`)}</span>;
}

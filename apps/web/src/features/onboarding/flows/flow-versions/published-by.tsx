import { useTranslation } from 'react-i18next';
import { CopyableId } from '../../../../ui/copyable-id.tsx';
import { useSession } from '../../../access/sessions/index.ts';

/** Who published: the member looking, or somebody by their id. */
export function PublishedBy({ id }: { id: string | null }) {
  const { t } = useTranslation('flow-versions');
  const { account } = useSession();
  if (id === null) return <span>–</span>;
  return id === account.id ? <span>{t('you')}</span> : <CopyableId id={id} short />;
}

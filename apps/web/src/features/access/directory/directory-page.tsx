import { mayMember } from '@stepwell/contract';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Callout } from '../../../ui/callout.tsx';
import { ErrorState } from '../../../ui/error-state.tsx';
import { PageHeader } from '../../../ui/page-header.tsx';
import { SkeletonRows } from '../../../ui/skeleton.tsx';
import { Stat, StatRow } from '../../../ui/stat.tsx';
import { useFormat } from '../../../lib/use-format.ts';
import { useSession } from '../sessions/index.ts';
import { ConnectionCard } from './connection-card.tsx';
import { type Directory, directoryQuery } from './directory-queries.ts';
import { GroupSection } from './group-section.tsx';

export function DirectoryPage() {
  const { t } = useTranslation('directory');
  const directory = useQuery(directoryQuery);
  const mayWrite = mayMember(useSession().organization.role, 'directory:write');
  return (
    <>
      <PageHeader title={t('title')} description={t('lead')} />
      <div className="flex max-w-3xl flex-col gap-5">
        {mayWrite ? null : <Callout>{t('read_only')}</Callout>}
        {directory.isPending ? <SkeletonRows rows={4} /> : null}
        {directory.error ? (
          <ErrorState error={directory.error} onRetry={() => directory.refetch()} retrying={directory.isFetching} />
        ) : null}
        {directory.data ? (
          <>
            <ConnectionCard directory={directory.data} mayWrite={mayWrite} />
            {isUsed(directory.data) ? (
              <>
                <Figures directory={directory.data} />
                <GroupSection mayWrite={mayWrite} />
              </>
            ) : null}
          </>
        ) : null}
      </div>
    </>
  );
}

/** What a directory sent stays when it is disconnected. */
function isUsed({ token, users, groups }: Directory): boolean {
  return token !== null || users.active + users.inactive + groups > 0;
}

function Figures({ directory }: { directory: Directory }) {
  const { t } = useTranslation('directory');
  const format = useFormat();
  return (
    <section aria-label={t('figures.title')}>
      <StatRow>
        <Stat label={t('figures.active')} value={format.number(directory.users.active)} />
        <Stat label={t('figures.inactive')} value={format.number(directory.users.inactive)} />
        <Stat label={t('figures.groups')} value={format.number(directory.groups)} />
      </StatRow>
    </section>
  );
}

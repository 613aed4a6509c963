import { useTranslation } from 'react-i18next';
import { useFormat } from '../../../../lib/use-format.ts';
import { Card } from '../../../../ui/card.tsx';
import { CopyableId } from '../../../../ui/copyable-id.tsx';
import { DefinitionList } from '../../../../ui/definition-list.tsx';
import { RelativeTime } from '../../../../ui/relative-time.tsx';
import { SeverityBadge } from './error-badges.tsx';
import type { ErrorGroup } from './error-queries.ts';

export function ErrorFacts({ group }: { group: ErrorGroup }) {
  const { t } = useTranslation('operators');
  const format = useFormat();
  const seen = (at: string, version: string) => (
    <>
      <RelativeTime at={at} /> <span className="text-ink-muted">{t('errors.in_version', { version })}</span>
    </>
  );
  return (
    <DefinitionList
      items={[
        { label: t('errors.column.place'), value: <code className="text-xs break-words">{group.place}</code> },
        { label: t('errors.column.code'), value: <code className="text-xs break-all">{group.code}</code> },
        { label: t('errors.column.category'), value: t(`errors.category.${group.category}`) },
        { label: t('errors.column.severity'), value: <SeverityBadge severity={group.severity} /> },
        { label: t('errors.column.count'), value: <span data-figures>{format.number(group.count)}</span> },
        { label: t('errors.column.first_seen'), value: seen(group.first_seen_at, group.first_version) },
        { label: t('errors.column.last_seen'), value: seen(group.last_seen_at, group.last_version) },
      ]}
    />
  );
}

export function CorrelationIds({ ids }: { ids: readonly string[] }) {
  const { t } = useTranslation('operators');
  return (
    <Card title={t('errors.correlation_ids')}>
      {ids.length === 0 ? (
        <p className="text-ink-muted">{t('errors.no_correlation_ids')}</p>
      ) : (
        <>
          <p className="mb-2 text-xs text-ink-muted">{t('errors.correlation_ids_text')}</p>
          <ul className="flex flex-col items-start gap-1">
            {ids.map((id) => (
              <li key={id} className="max-w-full">
                <CopyableId id={id} />
              </li>
            ))}
          </ul>
        </>
      )}
    </Card>
  );
}

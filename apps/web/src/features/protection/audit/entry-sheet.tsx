import { useTranslation } from 'react-i18next';
import { useFormat } from '../../../lib/use-format.ts';
import { Button } from '../../../ui/button.tsx';
import { CodeBlock } from '../../../ui/code-block.tsx';
import { CopyableId } from '../../../ui/copyable-id.tsx';
import { DefinitionList } from '../../../ui/definition-list.tsx';
import { Sheet } from '../../../ui/sheet.tsx';
import type { AuditEntry } from './actor-kinds.ts';
import { type AuditFilter, NO_FILTER } from './audit-search.ts';
import { Actor } from './audit-table.tsx';

export interface EntrySheetProps {
  entry: AuditEntry | null;
  onClose: () => void;
  onFilter: (change: AuditFilter) => void;
}

/** Everything that is known of one entry. */
export function EntrySheet({ entry, onClose, onFilter }: EntrySheetProps) {
  const narrow = (change: AuditFilter) => {
    onFilter({ ...NO_FILTER, ...change });
    onClose();
  };
  return (
    <Sheet
      open={entry !== null}
      onOpenChange={(open) => (open ? undefined : onClose())}
      title={<span className="font-mono text-base break-all">{entry?.action}</span>}
    >
      {entry ? <Details entry={entry} onNarrow={narrow} /> : null}
    </Sheet>
  );
}

function Details({ entry, onNarrow }: { entry: AuditEntry; onNarrow: (change: AuditFilter) => void }) {
  const { t } = useTranslation('audit');
  const { actor } = entry;
  return (
    <div className="flex flex-col gap-4">
      <Facts entry={entry} />
      <div className="flex flex-wrap gap-2">
        <Button size="sm" onClick={() => onNarrow({ resource: entry.resource_id })}>
          {t('narrow.resource')}
        </Button>
        {actor ? (
          <Button size="sm" onClick={() => onNarrow({ actor: actor.id })}>
            {t('narrow.actor')}
          </Button>
        ) : null}
      </div>
      <Json title={t('before')} value={entry.before} />
      <Json title={t('after')} value={entry.after} />
    </div>
  );
}

function Facts({ entry }: { entry: AuditEntry }) {
  const { t } = useTranslation('audit');
  const format = useFormat();
  const maybe = (label: string, value: string | null) =>
    value === null ? [] : [{ label, value: <Text>{value}</Text> }];
  return (
    <DefinitionList
      items={[
        { label: t('column.at'), value: <time dateTime={entry.at}>{format.exact(entry.at)}</time> },
        { label: t('column.actor'), value: <Actor entry={entry} /> },
        ...(entry.actor ? [{ label: t('actor_id'), value: <CopyableId id={entry.actor.id} /> }] : []),
        { label: t('column.resource'), value: <Text>{entry.resource_kind}</Text> },
        { label: t('resource_id'), value: <CopyableId id={entry.resource_id} /> },
        ...maybe(t('environment'), entry.environment),
        ...maybe(t('column.ip'), entry.ip),
        ...maybe(t('user_agent'), entry.user_agent),
        ...(entry.correlation_id
          ? [{ label: t('correlation_id'), value: <CopyableId id={entry.correlation_id} /> }]
          : []),
      ]}
    />
  );
}

function Text({ children }: { children: string }) {
  return <span className="break-words">{children}</span>;
}

function Json({ title, value }: { title: string; value: unknown }) {
  if (value === null || value === undefined) return null;
  return <CodeBlock title={title} code={JSON.stringify(value, null, 2)} wrap />;
}

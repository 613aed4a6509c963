import { useInfiniteQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Badge, type Tone } from '../../../../ui/badge.tsx';
import { Button } from '../../../../ui/button.tsx';
import { CodeBlock } from '../../../../ui/code-block.tsx';
import { ErrorState } from '../../../../ui/error-state.tsx';
import { RelativeTime } from '../../../../ui/relative-time.tsx';
import { SkeletonRows } from '../../../../ui/skeleton.tsx';
import { type Flag, type FlagChange, flagChangesQuery } from '../flag-queries.ts';
import { flagSentence } from '../words/flag-sentence.ts';
import { useWords } from '../words/words.ts';
import { changeText, rolloutText } from './change-text.ts';
import { definitionChanges } from './definition-changes.ts';

/** Who changed what and when, newest first. */
export function FlagHistory({ flag }: { flag: Flag }) {
  const { t } = useTranslation('flags');
  const changes = useInfiniteQuery(flagChangesQuery(flag.key));
  const rows = changes.data?.pages.flatMap(({ data }) => data) ?? [];
  // What the oldest one changed is known once the one before it is there.
  const shown = changes.hasNextPage ? rows.slice(0, -1) : rows;
  return (
    <>
      {changes.isPending ? <SkeletonRows rows={4} /> : null}
      {changes.error ? (
        <ErrorState error={changes.error} onRetry={() => changes.refetch()} retrying={changes.isFetching} />
      ) : null}
      {changes.data && rows.length === 0 ? <p className="text-ink-muted">{t('history.empty')}</p> : null}
      <ol className="flex max-w-3xl flex-col gap-3">
        {shown.map((change, index) => (
          <Entry key={change.id} change={change} before={rows[index + 1]} />
        ))}
      </ol>
      {changes.hasNextPage ? (
        <Button className="mt-3" busy={changes.isFetchingNextPage} onClick={() => void changes.fetchNextPage()}>
          {t('history.more')}
        </Button>
      ) : null}
    </>
  );
}

const TONES: Record<FlagChange['kind'], Tone> = { created: 'good', changed: 'info', archived: 'neutral' };

function Entry({ change, before }: { change: FlagChange; before: FlagChange | undefined }) {
  const words = useWords();
  const { t } = words;
  return (
    <li className="rounded-lg border bg-surface px-4 py-3">
      <div className="flex flex-wrap items-center gap-x-2 gap-y-1">
        <Badge tone={TONES[change.kind]}>{t(`history.kind.${change.kind}`)}</Badge>
        <span className="min-w-0 truncate font-medium text-ink">
          <ActorName actor={change.actor} />
        </span>
        <RelativeTime at={change.at} className="ml-auto text-xs text-ink-muted" />
      </div>
      <What change={change} before={before} />
      {change.rollout ? <p className="mt-1 text-ink-muted">{rolloutText(change.rollout, words)}</p> : null}
      <details className="mt-1.5">
        <summary className="w-fit cursor-pointer rounded-sm text-xs text-ink-muted hover:text-ink">
          {t('history.definition')}
        </summary>
        <CodeBlock code={JSON.stringify(change.definition, null, 2)} title="JSON" wrap className="mt-2" />
      </details>
    </li>
  );
}

function What({ change, before }: { change: FlagChange; before: FlagChange | undefined }) {
  const words = useWords();
  if (change.kind === 'archived') return null;
  const isBoolean = change.definition.kind === 'boolean';
  const differing = before ? definitionChanges(before.definition, change.definition) : [];
  const said = before
    ? differing.map((one) => changeText(one, isBoolean, words))
    : [flagSentence(change.definition, words)];
  const lines = said.length > 0 ? said : [words.t('history.same')];
  return (
    <ul className="mt-2 flex flex-col gap-1 text-ink">
      {lines.map((line) => (
        <li key={line} className="break-words">
          {line}
        </li>
      ))}
    </ul>
  );
}

const ACTORS = ['member', 'api_key', 'operator', 'system'] as const;

function ActorName({ actor: { kind, name } }: Pick<FlagChange, 'actor'>) {
  const { t } = useTranslation('flags');
  const known = ACTORS.find((actor) => actor === kind) ?? 'other';
  if (name === null) return t(`history.actor.${known}`);
  return known === 'api_key' || known === 'operator' ? `${t(`history.actor.${known}`)} · ${name}` : name;
}

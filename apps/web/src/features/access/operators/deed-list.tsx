import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { Card } from '../../../ui/card.tsx';
import { CopyableId } from '../../../ui/copyable-id.tsx';
import { RelativeTime } from '../../../ui/relative-time.tsx';
import type { Deed } from './console-queries.ts';
import { knownAction } from './known-action.ts';

/** What was done lately, newest first. */
export function DeedList({ deeds, none }: { deeds: readonly Deed[]; none: string }) {
  const { t } = useTranslation('operators');
  return (
    <Card title={t('deeds.title')} flush>
      {deeds.length === 0 ? <p className="px-4 py-6 text-center text-ink-muted">{none}</p> : null}
      <ol className="divide-y">
        {deeds.map((deed, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a record has no id of its own and its place does not change
          <DeedLine key={`${deed.at} ${deed.action} ${index}`} deed={deed} />
        ))}
      </ol>
    </Card>
  );
}

function DeedLine({ deed }: { deed: Deed }) {
  const { t } = useTranslation('operators');
  const { at, action, on_behalf_of: other, organization, reason, correlation_id: correlationId } = deed;
  return (
    <li className="flex flex-col gap-0.5 px-4 py-2">
      <div className="flex flex-wrap items-baseline gap-x-3 gap-y-0.5">
        <DeedName action={action} />
        <span className="min-w-0 flex-1 basis-40 break-words text-ink-muted">
          <ActorName deed={deed} />
          {other ? ` ${t('deeds.as', { name: other.name ?? t('deeds.nobody') })}` : null}
          {organization ? (
            <>
              {' · '}
              <Link
                to={`/admin/organizations/${organization.id}`}
                className="rounded-sm text-accent-text hover:underline"
              >
                {organization.name}
              </Link>
            </>
          ) : null}
        </span>
        {correlationId ? <CopyableId id={correlationId} short /> : null}
        <RelativeTime at={at} className="text-xs text-ink-muted sm:min-w-24 sm:text-right" />
      </div>
      {reason ? <p className="break-words text-ink">{t('deeds.reason', { reason })}</p> : null}
    </li>
  );
}

/** Deeds that have no words of ours, e.g. of a newer server, are called as they are recorded. */
function DeedName({ action }: { action: string }) {
  const { t } = useTranslation('operators');
  const known = knownAction(action);
  return known ? (
    <span title={action} className="font-medium text-ink">
      {t(`action.${known}`)}
    </span>
  ) : (
    <span className="min-w-0 font-mono text-xs break-all text-ink">{action}</span>
  );
}

function ActorName({ deed: { actor, actor_kind: kind } }: { deed: Deed }) {
  const { t } = useTranslation('operators');
  if (actor?.name) return <>{actor.name}</>;
  const known = KINDS.find((candidate) => candidate === kind);
  return <>{known ? t(`deeds.kind.${known}`) : kind}</>;
}

const KINDS = ['member', 'operator', 'api_key', 'directory', 'participant', 'webhook', 'system'] as const;

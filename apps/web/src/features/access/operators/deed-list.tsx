import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { Card } from '../../../ui/card.tsx';
import { CopyableId } from '../../../ui/copyable-id.tsx';
import { RelativeTime } from '../../../ui/relative-time.tsx';
import type { Deed } from './console-queries.ts';
import { knownAction } from './known-action.ts';

interface DeedListProps {
  deeds: readonly Deed[];
  none: string;
  /** The organization that all of them are about: it is not named at each. */
  within?: string;
}

/** What was done lately, newest first. */
export function DeedList({ deeds, none, within }: DeedListProps) {
  const { t } = useTranslation('operators');
  return (
    <Card title={t('deeds.title')} flush>
      {deeds.length === 0 ? <p className="px-4 py-6 text-center text-ink-muted">{none}</p> : null}
      <ol className="divide-y">
        {deeds.map((deed, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a record has no id of its own and its place does not change
          <DeedLine key={`${deed.at} ${deed.action} ${index}`} deed={deed} within={within} />
        ))}
      </ol>
    </Card>
  );
}

/** On a phone what and when stand above who; on a wide page all is one line. */
function DeedLine({ deed, within }: { deed: Deed; within: string | undefined }) {
  const { t } = useTranslation('operators');
  const { at, action, on_behalf_of: other, organization, reason, correlation_id: correlationId } = deed;
  return (
    <li className="grid grid-cols-[minmax(0,1fr)_auto] items-baseline gap-x-3 gap-y-0.5 px-4 py-2 sm:flex sm:flex-wrap">
      <DeedName action={action} />
      <RelativeTime at={at} className="text-right text-xs text-ink-muted sm:order-2 sm:min-w-24" />
      <span className="min-w-0 break-words text-ink-muted sm:flex-1 sm:basis-40">
        <ActorName deed={deed} />
        {other ? ` ${t('deeds.as', { name: other.name ?? t('deeds.nobody') })}` : null}
        {organization && organization.id !== within ? (
          <>
            {' · '}
            <Link
              to={`/admin/organizations/${organization.id}`}
              className="rounded-sm text-accent-text underline underline-offset-2"
            >
              {organization.name}
            </Link>
          </>
        ) : null}
      </span>
      {correlationId ? (
        <span className="text-right sm:order-1">
          <CopyableId id={correlationId} short />
        </span>
      ) : null}
      {reason ? (
        <p className="col-span-2 break-words text-ink sm:order-3 sm:basis-full">{t('deeds.reason', { reason })}</p>
      ) : null}
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

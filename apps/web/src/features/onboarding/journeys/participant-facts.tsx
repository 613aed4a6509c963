import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Card } from '../../../ui/card.tsx';
import { CopyableId } from '../../../ui/copyable-id.tsx';
import { RelativeTime } from '../../../ui/relative-time.tsx';
import type { Participant } from './participant-query.ts';
import { MarketName } from './market-name.tsx';

/** Who it is, as the tenant told us. */
export function ParticipantFacts({ participant }: { participant: Participant }) {
  const { t } = useTranslation('journeys');
  const { market, role, locale, last_seen_at: seen } = participant;
  const traits = Object.entries(participant.traits);
  return (
    <Card title={t('facts.title')} flush>
      <dl className="flex flex-col px-4 py-2">
        <Fact label={t('facts.external_id')}>
          <CopyableId id={participant.external_id} />
        </Fact>
        <Fact label={t('facts.id')}>
          <CopyableId id={participant.id} short />
        </Fact>
        <Fact label={t('facts.market')}>{market ? <MarketName code={market} /> : '–'}</Fact>
        <Fact label={t('facts.role')}>{role ?? '–'}</Fact>
        <Fact label={t('facts.locale')}>{locale ?? '–'}</Fact>
        <Fact label={t('facts.created')}>
          <RelativeTime at={participant.created_at} />
        </Fact>
        <Fact label={t('facts.seen')}>{seen ? <RelativeTime at={seen} /> : t('facts.never')}</Fact>
      </dl>
      {traits.length > 0 ? (
        <>
          <h3 className="border-t px-4 pt-3 text-xs font-medium text-ink-muted">{t('facts.traits')}</h3>
          <dl className="flex flex-col px-4 pt-1 pb-2">
            {traits.map(([name, value]) => (
              <Fact key={name} label={<span className="font-mono text-xs">{name}</span>}>
                {traitText(value)}
              </Fact>
            ))}
          </dl>
        </>
      ) : null}
    </Card>
  );
}

function Fact({ label, children }: { label: ReactNode; children: ReactNode }) {
  return (
    <div className="flex min-h-7 items-baseline gap-3 py-1">
      <dt className="w-28 shrink-0 truncate text-ink-muted">{label}</dt>
      <dd className="min-w-0 flex-1 text-ink">{children}</dd>
    </div>
  );
}

function traitText(value: Participant['traits'][string]): string {
  if (value === null) return '–';
  return Array.isArray(value) ? value.join(', ') : String(value);
}

import { Power, PowerOff } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { cn } from '../../../lib/class-names.ts';
import { RelativeTime } from '../../../ui/relative-time.tsx';
import { PersonName } from './person-name.tsx';
import type { KillSwitch } from './kill-switch-queries.ts';

export interface StateCardProps {
  /** The sentence that says how it stands. */
  title: string;
  text: string;
  /** What switched it off; null: it runs. */
  off: (Pick<KillSwitch, 'reason' | 'switched_on_at' | 'until'> & Partial<Pick<KillSwitch, 'switched_on_by'>>) | null;
  action?: ReactNode;
}

/** How it stands, to be seen from across the room. */
export function StateCard({ title, text, off, action }: StateCardProps) {
  const Icon = off ? PowerOff : Power;
  return (
    <section
      aria-label={title}
      className={cn(
        'flex flex-wrap items-center gap-4 rounded-lg border px-4 py-5 sm:px-5',
        off ? 'border-bad-solid bg-bad-soft' : 'bg-surface',
      )}
    >
      <span
        className={cn(
          'grid size-12 shrink-0 place-items-center rounded-full',
          off ? 'bg-bad-solid text-on-accent' : 'bg-good-soft text-good-text',
        )}
      >
        <Icon aria-hidden="true" className="size-6" />
      </span>
      <div className="min-w-0 flex-1 basis-60">
        <h2 className="text-lg font-semibold text-ink">{title}</h2>
        <p className={off ? 'text-ink' : 'text-ink-muted'}>{text}</p>
        {off ? <Since off={off} /> : null}
      </div>
      {action}
    </section>
  );
}

function Since({ off }: { off: NonNullable<StateCardProps['off']> }) {
  const { t } = useTranslation('kill-switch');
  return (
    <>
      <p className="mt-2 break-words text-ink">{off.reason}</p>
      <p className="mt-1 flex flex-wrap gap-x-2 text-xs text-ink-muted">
        {off.switched_on_by ? <PersonName by={off.switched_on_by} /> : null}
        <RelativeTime at={off.switched_on_at} />
        {off.until ? (
          <span>
            {t('state.ends')} <RelativeTime at={off.until} />
          </span>
        ) : null}
      </p>
    </>
  );
}

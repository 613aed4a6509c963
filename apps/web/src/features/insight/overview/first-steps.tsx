import { ArrowRight, KeyRound, type LucideIcon, UserPlus, Waypoints } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';

const STEPS: { id: 'flow' | 'participant' | 'key'; to: string; Icon: LucideIcon }[] = [
  { id: 'flow', to: '/flows', Icon: Waypoints },
  { id: 'participant', to: '/participants?new', Icon: UserPlus },
  { id: 'key', to: '/api-keys', Icon: KeyRound },
];

/** What to do in an organization where nothing has happened yet. */
export function FirstSteps() {
  const { t } = useTranslation('overview');
  return (
    <section className="rounded-lg border bg-surface">
      <header className="border-b px-5 py-4">
        <h2 className="text-base font-semibold text-ink">{t('empty.title')}</h2>
        <p className="mt-0.5 max-w-prose text-ink-muted">{t('empty.text')}</p>
      </header>
      <ol className="divide-y">
        {STEPS.map(({ id, to, Icon }, index) => (
          <li key={id} className="group relative flex items-center gap-4 px-5 py-3.5 hover:bg-hover">
            <span className="grid size-9 shrink-0 place-items-center rounded-lg border bg-canvas text-ink-muted">
              <Icon aria-hidden="true" className="size-4.5" strokeWidth={1.75} />
            </span>
            <span className="flex min-w-0 flex-1 flex-col">
              <Link
                to={to}
                className="font-medium text-ink outline-none after:absolute after:inset-0 focus-visible:after:outline-2 focus-visible:after:-outline-offset-2 focus-visible:after:outline-focus"
              >
                {index + 1}. {t(`empty.${id}.title`)}
              </Link>
              <span className="text-ink-muted">{t(`empty.${id}.text`)}</span>
            </span>
            <ArrowRight aria-hidden="true" className="size-4 shrink-0 text-ink-faint group-hover:text-accent-text" />
          </li>
        ))}
      </ol>
    </section>
  );
}

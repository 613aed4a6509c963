import { FlaskConical } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useLocation } from 'react-router';
import { cn } from '../../lib/class-names.ts';
import { addressIn, type EnvironmentName, environment } from '../../lib/environment.ts';

const LOOKS: Record<EnvironmentName, string> = {
  live: 'aria-[current=true]:border-line aria-[current=true]:bg-surface aria-[current=true]:text-ink',
  test: 'aria-[current=true]:border-warn-solid aria-[current=true]:bg-warn-soft aria-[current=true]:text-warn-text',
};

/** Two links, because the environment stands in the address: the other one loads the same list anew. */
export function EnvironmentSwitch() {
  const { t } = useTranslation('app');
  const { pathname } = useLocation();
  const section = `/${pathname.split('/')[1] ?? ''}`;
  return (
    <nav aria-label={t('environment.label')} className="flex rounded-lg border bg-hover p-0.5">
      {(['live', 'test'] as const).map((name) => (
        <a
          key={name}
          href={addressIn(name, section)}
          aria-current={name === environment}
          className={cn(
            'flex h-6 flex-1 items-center justify-center gap-1.5 rounded-md border border-transparent text-xs font-medium text-ink-muted hover:text-ink',
            LOOKS[name],
          )}
        >
          {name === 'test' ? (
            <FlaskConical aria-hidden="true" className="size-3.5" />
          ) : (
            <span aria-hidden="true" className="size-1.5 rounded-full bg-good-solid" />
          )}
          {t(`environment.${name}`)}
        </a>
      ))}
    </nav>
  );
}

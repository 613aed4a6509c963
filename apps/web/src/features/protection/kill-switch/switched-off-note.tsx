import { useQuery } from '@tanstack/react-query';
import { PowerOff } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { killSwitchesQuery } from './kill-switch-queries.ts';

/** Says on every page that something is switched off, and leads to where it is switched on again. */
export function SwitchedOffNote() {
  const { t } = useTranslation('app');
  const { data } = useQuery(killSwitchesQuery);
  if (!data || (data.installation === null && data.switches.length === 0)) return null;
  const isWhole = data.switches.some(({ capability }) => capability === null);
  const what = data.installation ? 'everywhere' : isWhole ? 'whole' : 'capabilities';
  return (
    <p role="status" className="border-b border-bad-solid bg-bad-soft text-xs font-medium text-bad-text">
      <span className="mx-auto flex max-w-6xl flex-wrap items-center gap-x-2 px-4 py-1.5 wide:px-8">
        <PowerOff aria-hidden="true" className="size-3.5 shrink-0" />
        <span className="min-w-0 flex-1">{t(`switched_off.${what}`, { count: data.switches.length })}</span>
        <Link to="/kill-switch" className="rounded-sm underline underline-offset-2 hover:no-underline">
          {t('switched_off.more')}
        </Link>
      </span>
    </p>
  );
}

import { useTranslation } from 'react-i18next';
import { Link, Outlet } from 'react-router';
import { Button } from '../../ui/button.tsx';
import { Wordmark } from '../../ui/mark.tsx';
import { SlimShell } from './slim-shell.tsx';

/** Around the own settings of somebody who belongs to no organization. */
export function AccountShell() {
  const { t } = useTranslation('app');
  const head = (
    <span className="flex min-w-0 flex-1 items-center justify-between gap-3">
      <Link to="/welcome" className="rounded-md">
        <Wordmark />
      </Link>
      <Button asChild size="sm">
        <Link to="/welcome">{t('set_up')}</Link>
      </Button>
    </span>
  );
  return (
    <SlimShell head={head}>
      <Outlet />
    </SlimShell>
  );
}

import { ArrowLeft } from 'lucide-react';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, NavLink, Outlet, useNavigate } from 'react-router';
import { useAccount } from '../../features/access/sessions/index.ts';
import { SecondFactorNeeded } from '../../features/access/operators/second-factor-needed.tsx';
import { Mark } from '../../ui/mark.tsx';
import { SlimShell } from '../shell/slim-shell.tsx';
import { CONSOLE, type ConsoleItem } from './console-navigation.ts';

/** Around the operators' console. */
export function ConsoleShell() {
  const { account, session } = useAccount();
  return session.second_factor ? (
    <Console />
  ) : (
    <SlimShell head={<Head />}>
      <SecondFactorNeeded hasOne={account.has_second_factor} />
    </SlimShell>
  );
}

function Console() {
  const { t } = useTranslation('operators');
  const navigate = useNavigate();
  const travel = useMemo(
    () => CONSOLE.map(({ id, keys, to }) => ({ keys, label: t(`nav.${id}`), run: () => void navigate(to) })),
    [t, navigate],
  );
  return (
    <SlimShell head={<Head />} navigation={<Navigation />} travel={travel}>
      <Outlet />
    </SlimShell>
  );
}

function Head() {
  const { t } = useTranslation('operators');
  return (
    <span className="flex min-w-0 items-center gap-1">
      <Link
        to="/"
        aria-label={t('back')}
        title={t('back')}
        className="-ml-2 grid size-8 shrink-0 place-items-center rounded-md text-ink-muted hover:bg-hover hover:text-ink wide:hidden"
      >
        <ArrowLeft aria-hidden="true" className="size-4" />
      </Link>
      <Link to="/admin" className="flex min-w-0 items-center gap-2.5 rounded-md">
        <Mark />
        <span className="truncate text-base font-semibold text-ink">{t('console')}</span>
      </Link>
    </span>
  );
}

function Navigation() {
  const { t } = useTranslation('operators');
  return (
    <nav
      aria-label={t('navigation')}
      className="overflow-x-auto border-b px-2 wide:sticky wide:top-[calc(3rem+var(--above))] wide:h-[calc(var(--page)-3rem)] wide:w-52 wide:shrink-0 wide:border-r wide:border-b-0 wide:bg-sunken wide:p-3"
    >
      <ul className="flex gap-1 wide:h-full wide:flex-col wide:gap-0">
        {CONSOLE.map((item) => (
          <ConsoleLink key={item.id} item={item} />
        ))}
        <li className="mt-auto max-wide:hidden">
          <Link to="/" className={LINK}>
            <ArrowLeft aria-hidden="true" className="size-4 text-ink-faint" />
            {t('back')}
          </Link>
        </li>
      </ul>
    </nav>
  );
}

function ConsoleLink({ item: { id, to, icon: Icon } }: { item: ConsoleItem }) {
  const { t } = useTranslation('operators');
  return (
    <li>
      <NavLink to={to} end={to === '/admin'} className={LINK}>
        <Icon
          aria-hidden="true"
          className="size-4 text-ink-faint group-aria-[current=page]:text-accent-text max-sm:hidden"
        />
        {t(`nav.${id}`)}
      </NavLink>
    </li>
  );
}

const LINK = [
  'group flex h-10 items-center gap-2 px-2 font-medium whitespace-nowrap text-ink-muted hover:text-ink focus-visible:-outline-offset-2 aria-[current=page]:text-ink',
  'max-wide:border-b-2 max-wide:border-transparent max-wide:aria-[current=page]:border-accent',
  'wide:h-8 wide:gap-2.5 wide:rounded-md wide:hover:bg-hover wide:aria-[current=page]:bg-selected',
].join(' ');

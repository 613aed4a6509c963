import { Suspense, useLayoutEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { NavLink, Outlet, useLocation } from 'react-router';
import { SkeletonRows } from '../../../ui/skeleton.tsx';
import { useAccount } from '../sessions/index.ts';
import { settingsGroups } from './settings-pages.ts';

/** The settings of the person and, where they belong to one, of the organization. */
export function SettingsLayout() {
  const { t } = useTranslation('settings');
  const row = useCurrentInSight();
  const groups = settingsGroups(useAccount().organization?.role);
  return (
    <div className="flex flex-col gap-5 lg:flex-row lg:gap-10">
      <nav
        ref={row}
        aria-label={t('navigation')}
        className="-mx-4 overflow-x-auto border-b px-4 lg:m-0 lg:w-44 lg:shrink-0 lg:overflow-visible lg:border-0 lg:p-0"
      >
        <div className="flex gap-1 lg:sticky lg:top-[calc(4.5rem+var(--above))] lg:flex-col lg:gap-5">
          {groups.map((group) => (
            <section key={group.id} aria-labelledby={`settings-${group.id}`}>
              <h2 id={`settings-${group.id}`} className="px-2 pb-1 text-xs font-medium text-ink-faint max-lg:sr-only">
                {t(`group.${group.id}`)}
              </h2>
              <ul className="flex gap-1 lg:flex-col lg:gap-0">
                {group.pages.map((page) => (
                  <li key={page}>
                    <NavLink to={`/settings/${page}`} className={LINK}>
                      {t(`page.${page}`)}
                    </NavLink>
                  </li>
                ))}
              </ul>
            </section>
          ))}
        </div>
      </nav>
      <div className="min-w-0 flex-1">
        <Suspense fallback={<SkeletonRows />}>
          <Outlet />
        </Suspense>
      </div>
    </div>
  );
}

/** On a narrow screen the row of pages is longer than the screen: it is moved along until the present page is in its middle. */
function useCurrentInSight() {
  const { pathname } = useLocation();
  const row = useRef<HTMLElement>(null);
  const shown = useRef('');
  useLayoutEffect(() => {
    const current = row.current?.querySelector('[aria-current=page]');
    if (!row.current || !current || shown.current === pathname) return;
    shown.current = pathname;
    const whole = row.current.getBoundingClientRect();
    const part = current.getBoundingClientRect();
    row.current.scrollLeft += part.left + part.width / 2 - (whole.left + whole.width / 2);
  }, [pathname]);
  return row;
}

const LINK = [
  'flex h-9 items-center px-2 font-medium whitespace-nowrap text-ink-muted hover:text-ink focus-visible:-outline-offset-2 aria-[current=page]:text-ink',
  'max-lg:border-b-2 max-lg:border-transparent max-lg:aria-[current=page]:border-accent',
  'lg:h-8 lg:rounded-md lg:hover:bg-hover lg:aria-[current=page]:bg-selected',
].join(' ');

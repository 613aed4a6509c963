import { lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { NavLink } from 'react-router';
import { EnvironmentSwitch } from './environment-switch.tsx';
import { NAVIGATION, type NavigationItem } from './navigation.ts';
import { OrganizationMenu } from './organization-menu.tsx';

// Menus are heavy and nobody opens one in the first moment.
const AccountMenu = lazy(() => import('./account-menu.tsx').then((file) => ({ default: file.AccountMenu })));

export function Sidebar() {
  const { t } = useTranslation('app');
  return (
    <div className="flex h-full flex-col gap-3 p-3">
      <OrganizationMenu />
      <EnvironmentSwitch />
      <nav aria-label={t('navigation')} className="-mx-1 min-h-0 flex-1 overflow-y-auto px-1 pt-1">
        {NAVIGATION.map((group) => (
          <section key={group.id} className="mb-4">
            {group.id === 'home' ? null : (
              <h2 className="px-2 pb-1 text-xs font-medium text-ink-faint">{t(`nav.group.${group.id}`)}</h2>
            )}
            <ul>
              {group.items.map((item) => (
                <SidebarLink key={item.id} item={item} />
              ))}
            </ul>
          </section>
        ))}
      </nav>
      <Suspense fallback={<div className="h-11" />}>
        <AccountMenu />
      </Suspense>
    </div>
  );
}

function SidebarLink({ item }: { item: NavigationItem }) {
  const { t } = useTranslation('app');
  const { icon: Icon, to, page } = item;
  const fetchAhead = () => void page.load();
  return (
    <li>
      <NavLink
        to={to}
        end={to === '/'}
        onMouseEnter={fetchAhead}
        onFocus={fetchAhead}
        className="group flex h-8 items-center gap-2.5 rounded-md px-2 font-medium text-ink-muted hover:bg-hover hover:text-ink aria-[current=page]:bg-selected aria-[current=page]:text-ink"
      >
        <Icon aria-hidden="true" className="size-4 text-ink-faint group-aria-[current=page]:text-accent-text" />
        {t(`nav.${item.id}`)}
      </NavLink>
    </li>
  );
}

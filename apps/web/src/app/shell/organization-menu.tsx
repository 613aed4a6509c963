import { lazy, Suspense } from 'react';
import { useSession } from '../../features/access/sessions/index.ts';
import { Mark } from '../../ui/mark.tsx';

const OrganizationSwitch = lazy(() =>
  import('./organization-switch.tsx').then((file) => ({ default: file.OrganizationSwitch })),
);

/** Whose data this is; a menu for those who belong to several organizations. */
export function OrganizationMenu() {
  const { organization, organizations } = useSession();
  const name = (
    <div className="flex h-9 items-center gap-2.5 px-2">
      <Mark />
      <span className="truncate text-base font-semibold text-ink">{organization.name}</span>
    </div>
  );
  if (organizations.length < 2) return name;
  return (
    <Suspense fallback={name}>
      <OrganizationSwitch />
    </Suspense>
  );
}

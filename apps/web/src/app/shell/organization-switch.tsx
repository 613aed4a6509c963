import { ChevronsUpDown } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useSession, useSwitchOrganization } from '../../features/access/sessions/index.ts';
import { DropdownMenu, MenuChoice } from '../../ui/dropdown-menu.tsx';
import { Initials } from '../../ui/initials.tsx';
import { Mark } from '../../ui/mark.tsx';

/** The menu that leads to another organization of the same person. */
export function OrganizationSwitch() {
  const { t } = useTranslation('app');
  const { organization, organizations } = useSession();
  const switching = useSwitchOrganization();
  const trigger = (
    <button type="button" className="flex h-9 w-full items-center gap-2.5 rounded-lg px-2 text-left hover:bg-hover">
      <Mark />
      <span className="sr-only">{t('organization.label')}</span>
      <span className="min-w-0 flex-1 truncate text-base font-semibold text-ink">{organization.name}</span>
      <ChevronsUpDown aria-hidden="true" className="size-4 shrink-0 text-ink-faint" />
    </button>
  );
  return (
    <DropdownMenu trigger={trigger} align="start" className="w-54">
      <MenuChoice
        label={t('organization.switch')}
        value={organization.id}
        onChange={(id) => switching.mutate(id)}
        options={organizations.map(({ id, name }) => ({
          value: id,
          label: name,
          icon: <Initials name={name} className="size-5" />,
        }))}
      />
    </DropdownMenu>
  );
}

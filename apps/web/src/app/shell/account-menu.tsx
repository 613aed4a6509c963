import { ChevronsUpDown, Keyboard, LogOut, Monitor, Moon, ServerCog, Settings, Sun } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useAccount, useSignOut } from '../../features/access/sessions/index.ts';
import { usePreferences } from '../../lib/preferences.ts';
import { DropdownMenu, MenuChoice, MenuItem, MenuSeparator } from '../../ui/dropdown-menu.tsx';
import { Initials } from '../../ui/initials.tsx';
import { LANGUAGES, type Language } from '../../lib/languages.ts';
import { chooseLanguage } from '../i18n/start.ts';
import { openOverlay } from './overlays.ts';

/** `compact`: the initials alone, for a narrow head. */
export function AccountMenu({ compact = false }: { compact?: boolean }) {
  const { t, i18n } = useTranslation('app');
  const { account } = useAccount();
  const { theme, setTheme } = usePreferences();
  const signOut = useSignOut();
  return (
    <DropdownMenu
      trigger={<AccountButton name={account.name} email={account.email} compact={compact} />}
      align={compact ? 'end' : 'start'}
      side={compact ? 'bottom' : 'top'}
      className="w-54"
    >
      <MenuChoice
        label={t('theme.label')}
        value={theme}
        onChange={setTheme}
        options={[
          { value: 'system', label: t('theme.system'), icon: <Monitor /> },
          { value: 'light', label: t('theme.light'), icon: <Sun /> },
          { value: 'dark', label: t('theme.dark'), icon: <Moon /> },
        ]}
      />
      <MenuSeparator />
      <MenuChoice
        label={t('language')}
        value={i18n.language as Language}
        onChange={(language) => void chooseLanguage(language)}
        options={LANGUAGES.map((language) => ({ ...language, lang: language.value }))}
      />
      <MenuSeparator />
      <MenuItem asChild>
        <Link to="/settings/profile">
          <Settings />
          {t('settings')}
        </Link>
      </MenuItem>
      {account.operator_role ? (
        <MenuItem asChild>
          <Link to="/admin">
            <ServerCog />
            {t('console')}
          </Link>
        </MenuItem>
      ) : null}
      <MenuItem icon={<Keyboard />} keys="?" onSelect={() => openOverlay('shortcuts')}>
        {t('shortcut.help')}
      </MenuItem>
      <MenuItem icon={<LogOut />} onSelect={() => signOut.mutate()}>
        {t('sign_out')}
      </MenuItem>
    </DropdownMenu>
  );
}

interface AccountButtonProps extends React.ComponentProps<'button'> {
  name: string;
  email: string;
  compact: boolean;
}

/** Radix hands its trigger's attributes to this button. */
function AccountButton({ name, email, compact, ...rest }: AccountButtonProps) {
  const { t } = useTranslation('app');
  return (
    <button
      type="button"
      className={`flex items-center gap-2.5 rounded-lg text-left hover:bg-hover data-[state=open]:bg-hover ${compact ? 'p-1' : 'w-full p-2'}`}
      {...rest}
    >
      <Initials name={name} round className="size-7" />
      <span className="sr-only">{t('account')}</span>
      {compact ? (
        <span className="sr-only">{name}</span>
      ) : (
        <>
          <span className="flex min-w-0 flex-1 flex-col leading-4">
            <span className="truncate font-medium text-ink">{name}</span>
            <span className="truncate text-xs text-ink-muted">{email}</span>
          </span>
          <ChevronsUpDown aria-hidden="true" className="size-4 shrink-0 text-ink-faint" />
        </>
      )}
    </button>
  );
}

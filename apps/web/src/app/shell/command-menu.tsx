import { FlaskConical, Keyboard, Languages, LogOut, Monitor, Moon, Radio, Settings, Sun } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { useAccount, useSignOut } from '../../features/access/sessions/index.ts';
import { settingsGroups } from '../../features/access/settings/settings-pages.ts';
import { addressIn, environment } from '../../lib/environment.ts';
import { type ThemeChoice, usePreferences } from '../../lib/preferences.ts';
import { type CommandGroup, CommandPalette } from '../../ui/command-palette.tsx';
import { LANGUAGES } from '../../lib/languages.ts';
import { chooseLanguage } from '../i18n/start.ts';
import { NAVIGATION_ITEMS } from './navigation.ts';
import { openOverlay } from './overlays.ts';
import { useFoundCommands } from './use-found-commands.ts';

const THEME_ICONS = { system: Monitor, light: Sun, dark: Moon };

export function CommandMenu({ open, onOpenChange }: { open: boolean; onOpenChange: (open: boolean) => void }) {
  const found = useFoundCommands();
  const groups = [...found.groups, useTravel(), useSettingsCommands(), usePreferenceCommands(), useOtherCommands()];
  return (
    <CommandPalette
      open={open}
      onOpenChange={onOpenChange}
      groups={groups}
      onSearch={found.onSearch}
      searching={found.searching}
    />
  );
}

function useTravel(): CommandGroup {
  const { t } = useTranslation('app');
  const navigate = useNavigate();
  const items = NAVIGATION_ITEMS.map(({ id, to, icon: Icon, keys }) => ({
    id: `go-${id}`,
    label: t(`nav.${id}`),
    icon: <Icon />,
    keys,
    run: () => void navigate(to),
  }));
  return { id: 'travel', title: t('shortcut.travel'), items };
}

function useSettingsCommands(): CommandGroup {
  const { t } = useTranslation('settings');
  const navigate = useNavigate();
  const groups = settingsGroups(useAccount().organization?.role);
  const items = groups.flatMap(({ id, pages }) =>
    pages.map((page) => ({
      id: `settings-${page}`,
      label: t(`page.${page}`),
      detail: t(`group.${id}`),
      icon: <Settings />,
      run: () => void navigate(`/settings/${page}`),
    })),
  );
  return { id: 'settings', title: t('navigation'), items };
}

function usePreferenceCommands(): CommandGroup {
  const { t, i18n } = useTranslation('app');
  const { theme, setTheme } = usePreferences();
  const themes = (Object.keys(THEME_ICONS) as ThemeChoice[]).filter((choice) => choice !== theme);
  const languages = LANGUAGES.filter(({ value }) => value !== i18n.language);
  const items = [
    ...themes.map((choice) => {
      const Icon = THEME_ICONS[choice];
      const label = t(`theme.${choice}`);
      return { id: `theme-${choice}`, label, detail: t('theme.label'), icon: <Icon />, run: () => setTheme(choice) };
    }),
    ...languages.map(({ value, label }) => ({
      id: `language-${value}`,
      label,
      detail: t('language'),
      icon: <Languages />,
      run: () => void chooseLanguage(value),
    })),
  ];
  return { id: 'preferences', title: t('preferences'), items };
}

function useOtherCommands(): CommandGroup {
  const { t } = useTranslation('app');
  const signOut = useSignOut();
  const other = environment === 'live' ? 'test' : 'live';
  const items = [
    {
      id: 'environment',
      label: t(`environment.go_${other}`),
      icon: other === 'test' ? <FlaskConical /> : <Radio />,
      run: () => location.assign(addressIn(other, '/')),
    },
    { id: 'shortcuts', label: t('shortcut.help'), icon: <Keyboard />, keys: '?', run: () => openOverlay('shortcuts') },
    { id: 'sign-out', label: t('sign_out'), icon: <LogOut />, run: () => signOut.mutate() },
  ];
  return { id: 'other', title: t('other_commands'), items };
}

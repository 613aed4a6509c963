import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFoundFlows } from '../../features/onboarding/journeys/index.ts';
import { useFoundParticipants } from '../../features/onboarding/participants/index.ts';
import type { CommandGroup } from '../../ui/command-palette.tsx';

const PAUSE_MS = 200;

/** What the server finds for the text in the command palette, once typing pauses. */
export function useFoundCommands() {
  const { t } = useTranslation('app');
  const [typed, setTyped] = useState('');
  const text = usePaused(typed.trim());
  const participants = useFoundParticipants(text);
  const flows = useFoundFlows(text);
  const groups: CommandGroup[] = [
    { id: 'found-participants', title: t('nav.participants'), items: participants.items },
    { id: 'found-flows', title: t('nav.flows'), items: flows.items },
  ];
  return {
    groups: groups.filter(({ items }) => items.length > 0),
    onSearch: setTyped,
    searching: participants.searching || flows.searching,
  };
}

function usePaused(text: string): string {
  const [paused, setPaused] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => setPaused(text), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [text]);
  return paused;
}

import { useEffect } from 'react';
import { create } from 'zustand';

/** `keys`: one key (`c`), a chord (`mod+k`, `mod+shift+z`, where mod is ⌘ on a Mac and Ctrl elsewhere) or a sequence (`g f`). */
export interface Shortcut {
  keys: string;
  label: string;
  run: () => void;
}

export interface ShortcutGroup {
  id: string;
  title: string;
  shortcuts: Shortcut[];
}

const SEQUENCE_MS = 1_000;

const useGroups = create<{ groups: ShortcutGroup[] }>(() => ({ groups: [] }));

/** Makes shortcuts work while the component is mounted, and lists them in the help. */
export function useShortcuts(id: string, title: string, shortcuts: Shortcut[]) {
  useEffect(() => {
    const group = { id, title, shortcuts };
    useGroups.setState(({ groups }) => ({ groups: [...groups.filter((other) => other.id !== id), group] }));
    return () => useGroups.setState(({ groups }) => ({ groups: groups.filter((other) => other !== group) }));
  }, [id, title, shortcuts]);
}

/** What the help lists: everything that works at the moment. */
export function useShortcutGroups(): ShortcutGroup[] {
  return useGroups((state) => state.groups);
}

/** Listens on the whole page. Mounted once, by the shell. */
export function useShortcutListener() {
  useEffect(() => {
    let pending = '';
    let timer: ReturnType<typeof setTimeout> | undefined;
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.defaultPrevented || isIgnored(event)) return;
      const key = nameOf(event);
      const shortcuts = useGroups.getState().groups.flatMap((group) => group.shortcuts);
      const hit =
        shortcuts.find(({ keys }) => keys === `${pending} ${key}`) ?? shortcuts.find(({ keys }) => keys === key);
      clearTimeout(timer);
      pending = hit ? '' : key;
      timer = setTimeout(() => {
        pending = '';
      }, SEQUENCE_MS);
      if (!hit) return;
      event.preventDefault();
      hit.run();
    };
    document.addEventListener('keydown', onKeyDown);
    return () => document.removeEventListener('keydown', onKeyDown);
  }, []);
}

export const isMac = /Mac|iPhone|iPad/.test(globalThis.navigator?.platform ?? '');

function nameOf(event: KeyboardEvent): string {
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
  if (!(isMac ? event.metaKey : event.ctrlKey)) return key;
  return event.shiftKey ? `mod+shift+${key}` : `mod+${key}`;
}

function isIgnored(event: KeyboardEvent): boolean {
  const chord = event.metaKey || event.ctrlKey;
  if (event.altKey || event.isComposing) return true;
  const target = event.target instanceof Element ? event.target : null;
  // Single keys belong to whoever is typing, and to an open dialog or menu.
  const typing = target?.closest(
    'input, textarea, select, [contenteditable=true], [role=dialog], [role=menu], [role=listbox]',
  );
  return Boolean(typing) && !chord;
}

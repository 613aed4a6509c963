/** Text kept on the device. Reading gives null where nothing is kept. */
export interface Kept {
  read(name: string): string | null;
  write(name: string, text: string): void;
  remove(name: string): void;
}

/**
 * Keeps text in a browser storage. A browser may forbid its storage (private windows, settings) or have it full: then
 * nothing is kept and the page works on, it only forgets when it is closed.
 */
export function keptIn(storage: () => Storage): Kept {
  const attempt = <T>(act: (open: Storage) => T): T | null => {
    try {
      return act(storage());
    } catch {
      return null;
    }
  };
  return {
    read: (name) => attempt((open) => open.getItem(name)),
    write: (name, text) => void attempt((open) => open.setItem(name, text)),
    remove: (name) => void attempt((open) => open.removeItem(name)),
  };
}

/** Storage that can be closed to writing for as long as the page lives. */
export function sealable(kept: Kept): Kept & { seal: () => void } {
  let isSealed = false;
  return {
    ...kept,
    write: (name, text) => {
      if (!isSealed) kept.write(name, text);
    },
    seal: () => {
      isSealed = true;
    },
  };
}

export const keptOnDevice = sealable(keptIn(() => localStorage));
export const keptInTab: Kept = keptIn(() => sessionStorage);

/** JSON that was kept, or null when there is none or it is not readable as what it should be. */
export function readKeptJson<T>(kept: Kept, name: string, isValid: (value: unknown) => value is T): T | null {
  const text = kept.read(name);
  if (text === null) return null;
  const value = parsed(text);
  return isValid(value) ? value : null;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // Written by another version of the page, or cut short: as good as absent.
    return null;
  }
}

import { MARKETS } from '@stepwell/engine';

/** Countries by their names in a language, and what is typed for one as its code. */
export function marketNames(language: string) {
  const names = new Intl.DisplayNames(language, { type: 'region' });
  const byCode = new Map([...MARKETS].map((code) => [code, names.of(code) ?? code]));
  const byName = new Map([...byCode].map(([code, name]) => [plain(name), code]));
  return {
    nameOf: (code: string) => byCode.get(code) ?? code,
    all: [...byCode.values()].sort((one, other) => one.localeCompare(other, language)),
    /** A code or a name, in any case and with or without accents; null for neither. */
    read: (text: string): string | null => {
      const code = text.toUpperCase();
      return byCode.has(code) ? code : (byName.get(plain(text)) ?? null);
    },
  };
}

function plain(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
}

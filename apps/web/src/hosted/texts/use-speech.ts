import { useEffect, useState } from 'react';
import { languageFor, loadSpeech, type Speech } from './speak.ts';

/** The texts of the page in the nearest language to a locale; null until they have come. The old ones stay meanwhile. */
export function useSpeech(locale: string | null): Speech | null {
  const language = languageFor(locale, navigator.languages);
  const [speech, setSpeech] = useState<Speech | null>(null);
  useEffect(() => {
    let isWanted = true;
    void loadSpeech(language, navigator.languages).then((loaded) => {
      if (!isWanted) return;
      document.documentElement.lang = language;
      setSpeech(loaded);
    });
    return () => {
      isWanted = false;
    };
  }, [language]);
  return speech;
}

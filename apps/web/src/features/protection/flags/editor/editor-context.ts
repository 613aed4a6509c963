import { createContext, use } from 'react';
import { useTranslation } from 'react-i18next';
import type { FlagDrafting } from '../draft/use-flag-draft.ts';

export const EditorContext = createContext<FlagDrafting | null>(null);

/** The draft of the flag whose page this is. */
export function useDrafting(): FlagDrafting {
  const drafting = use(EditorContext);
  if (!drafting) throw new Error('There is no flag here.');
  return drafting;
}

/** Says what is wrong at a place of the draft; undefined where nothing is. */
export function useProblemAt(): (place: string) => string | undefined {
  const { t } = useTranslation('flags');
  const { problems, refused } = useDrafting();
  return (place) => {
    const own = problems.find((problem) => problem.place === place);
    return own ? t(`problem.${own.code}`) : refused.find((other) => other.place === place)?.message;
  };
}

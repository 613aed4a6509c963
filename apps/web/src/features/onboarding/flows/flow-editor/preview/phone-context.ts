import { type LocalizedText, textIn } from '@stepwell/engine';
import { createContext, use } from 'react';
import type { PreviewWords } from './preview-words.ts';
import type { Walk, WalkMove } from './walk.ts';

export interface Phone {
  walk: Walk;
  words: PreviewWords;
  locale: string;
  defaultLocale: string;
  organization: string;
  move: (move: WalkMove) => void;
  /** Shows a step, or all of them with null. */
  show: (stepKey: string | null) => void;
}

export const PhoneContext = createContext<Phone | null>(null);

export function usePhone(): Phone {
  const phone = use(PhoneContext);
  if (!phone) throw new Error('There is no preview here.');
  return phone;
}

/** A text of the flow in the language of the preview. */
export function useTexts(): (text: LocalizedText | undefined) => string {
  const { locale, defaultLocale } = usePhone();
  return (text) => (text ? textIn(text, locale, defaultLocale) : '');
}

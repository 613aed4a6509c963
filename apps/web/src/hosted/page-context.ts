import { createContext, useContext } from 'react';
import type { Journey } from './api.ts';
import type { JourneyStore } from './journey-store.ts';
import type { Session } from './session.ts';
import type { Speech } from './texts/speak.ts';

/** What every part of the page may need. */
export interface Page {
  session: Session;
  store: JourneyStore;
  speech: Speech;
  /** The organization's name, or a word for it while it is not known. */
  organization: string;
  /** Says something to screen readers, without moving the focus. */
  announce: (text: string) => void;
  chooseLocale: (locale: string) => void;
}

/** What the parts around a journey's steps need besides. */
export interface JourneyPage extends Page {
  journey: Journey;
  /** The step on the page, or WELCOME or FINISH. */
  view: string;
  go: (view: string) => void;
  /** The address of a view, for links. */
  hrefOf: (view: string) => string;
}

export const PageContext = createContext<Page | null>(null);
export const JourneyContext = createContext<JourneyPage | null>(null);

export function usePage(): Page {
  const page = useContext(PageContext);
  if (!page) throw new Error('usePage is called outside the page.');
  return page;
}

export function useJourneyPage(): JourneyPage {
  const page = useContext(JourneyContext);
  if (!page) throw new Error('useJourneyPage is called outside a journey.');
  return page;
}

/** The texts of the page. */
export function useSay(): Speech['say'] {
  return usePage().speech.say;
}

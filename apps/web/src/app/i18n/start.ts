import i18next, { type BackendModule } from 'i18next';
import { initReactI18next } from 'react-i18next';
import { loadCatalogue } from './catalogues.ts';
import { type Language, preferredLanguage, rememberLanguage } from '../../lib/languages.ts';

const files: BackendModule = {
  type: 'backend',
  init: () => undefined,
  read: (language, namespace, done) => {
    loadCatalogue(language, namespace).then(
      (texts) => done(null, texts),
      (error: unknown) => done(error instanceof Error ? error : new Error(String(error)), null),
    );
  },
};

let markStarted = () => {};
const started = new Promise<void>((resolve) => {
  markStarted = resolve;
});

/** Loads the shell's texts in the preferred language; a page's own come with the page. */
export async function startTexts(): Promise<void> {
  i18next.on('languageChanged', (language) => {
    document.documentElement.lang = language;
  });
  await i18next
    .use(files)
    .use(initReactI18next)
    .init({
      lng: preferredLanguage(),
      // Every language is complete (a test proves it), so English is not fetched beside another.
      fallbackLng: false,
      load: 'currentOnly',
      ns: ['app', 'ui'],
      defaultNS: 'app',
      interpolation: { escapeValue: false },
      react: { useSuspense: true },
    });
  markStarted();
}

/** Fetches a page's texts ahead of its first render. */
export async function loadTexts(...namespaces: string[]): Promise<void> {
  // The router asks for the first page's texts before main has started them; unstarted, i18next would load none.
  await started;
  await i18next.loadNamespaces(namespaces);
}

export async function chooseLanguage(language: Language): Promise<void> {
  rememberLanguage(language);
  await i18next.changeLanguage(language);
}

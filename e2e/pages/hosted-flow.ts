import type { Locator, Page } from 'playwright-core';

export type Language = 'en' | 'fr';

const WORDS = {
  en: {
    start: 'Start',
    continue: 'Continue',
    save: 'Save and continue',
    saved: 'Draft saved',
    agree: 'I have read this and I accept it.',
    accept: 'Accept and continue',
    skip: 'Skip for now',
    onward: /^(Next step|To the end)$/,
    complete: 'You’re all set',
    waiting: 'Your part is done',
  },
  fr: {
    start: 'Commencer',
    continue: 'Continuer',
    save: 'Enregistrer et continuer',
    saved: 'Brouillon enregistré',
    agree: 'J’ai lu ce document et je l’accepte.',
    accept: 'Accepter et continuer',
    skip: 'Passer pour l’instant',
    onward: /^(Étape suivante|Vers la fin)$/,
    complete: 'Tout est prêt',
    waiting: 'Votre part est faite',
  },
} as const;

export type HostedFlow = ReturnType<typeof hostedFlow>;

/** The hosted flow as a participant sees it. */
export function hostedFlow(page: Page, language: Language = 'en') {
  const words = WORDS[language];
  const press = (name: string | RegExp) => page.getByRole('button', { name }).click();
  return {
    words,
    open: (link: string) => page.goto(link),
    heading: (text: string): Locator => page.getByRole('heading', { level: 1, name: text }),
    field: (label: string): Locator => page.getByLabel(label),
    /** What the page says to those who do not see it, about the draft. */
    draftSaved: (): Locator => page.getByRole('status').getByText(words.saved),
    start: () => press(words.start),
    continue: () => press(words.continue),
    submit: () => press(words.save),
    skip: () => press(words.skip),
    /** From a step on which there is nothing to do here. */
    onward: () => press(words.onward),
    async acceptTerms(): Promise<void> {
      await page.getByLabel(words.agree).check();
      await press(words.accept);
    },
    /** The well that fills once, on the page that says that all is done. */
    celebration: (): Locator => page.locator('.well-celebrates'),
  };
}

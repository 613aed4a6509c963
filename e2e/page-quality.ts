import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';

const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa'];
/** What can differ from theme to theme. */
const COLOUR_RULES = ['color-contrast', 'link-in-text-block'];

export type Look = {
  readonly viewport: { readonly width: number; readonly height: number };
  readonly colorScheme: 'light' | 'dark';
};

/** What axe has against the page as it is shown now, one line for each element. */
export async function barriers(page: Page, rules: 'all' | 'colours' = 'all'): Promise<string[]> {
  // Without frames from elsewhere the rules can run in the page itself; the other way opens a second page each time.
  const axe = new AxeBuilder({ page }).setLegacyMode(true);
  const { violations } = await (rules === 'all' ? axe.withTags(TAGS) : axe.withRules(COLOUR_RULES)).analyze();
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(
      ({ target, failureSummary }) => `${id}: ${target.join(' ')} ${failureSummary?.split('\n')[1]?.trim() ?? ''}`,
    ),
  );
}

/** By how many pixels the page, or a dialog over it, is wider than there is room for. */
export function excessWidth(page: Page): Promise<number> {
  return page.evaluate(() => {
    const dialogs = [...document.querySelectorAll('[role=dialog], dialog[open]')];
    const frames = [document.documentElement, ...dialogs, ...dialogs.map(({ parentElement }) => parentElement)];
    return Math.max(...frames.map((frame) => (frame ? frame.scrollWidth - frame.clientWidth : 0)));
  });
}

/** Shows the page in a size and a theme. Resolves once the fonts are there and what moves to explain a change has arrived. */
export async function look(page: Page, { viewport, colorScheme }: Look): Promise<void> {
  await page.setViewportSize(viewport);
  await page.emulateMedia({ colorScheme });
  await page.waitForFunction((theme) => document.documentElement.dataset['theme'] === theme, colorScheme);
  await page.evaluate(async () => {
    await document.fonts.ready;
    // Transitions begin with the frame after the change.
    await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
    const passing = document.getAnimations().filter(({ effect }) => effect?.getComputedTiming().endTime !== Infinity);
    await Promise.allSettled(passing.map(({ finished }) => finished));
  });
}

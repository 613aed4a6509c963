import type { Locator, Page } from 'playwright-core';

/** More stops than any page has before its main part. */
const MOST_STOPS = 60;

/** Presses Tab until `target` has the focus, as somebody without a mouse does. Throws when it is never reached. */
export async function tabTo(page: Page, target: Locator): Promise<void> {
  await target.waitFor();
  for (let stop = 0; stop < MOST_STOPS; stop += 1) {
    if (await hasFocus(target)) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`${target.toString()} is not reached by ${MOST_STOPS} presses of Tab`);
}

/** Goes to `target` by Tab and presses a key there. */
export async function pressOn(page: Page, target: Locator, key: 'Enter' | 'Space'): Promise<void> {
  await tabTo(page, target);
  await page.keyboard.press(key);
}

/** Goes to `target` by Tab and types. */
export async function typeInto(page: Page, target: Locator, text: string): Promise<void> {
  await tabTo(page, target);
  await page.keyboard.type(text);
}

/** Waits until the focus has come to `target`: lists move it a moment after they opened. */
export async function focusComesTo(page: Page, target: Locator): Promise<void> {
  await target.and(page.locator(':focus')).waitFor();
}

export function hasFocus(target: Locator): Promise<boolean> {
  return target.evaluate((element) => element === document.activeElement);
}

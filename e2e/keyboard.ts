import type { Locator, Page } from 'playwright-core';

/** More stops than any page has before its main part. */
const MOST_STOPS = 60;
const MOST_CHOICES = 10;

/** Presses Tab until `target` has the focus, as somebody without a mouse does. Throws when it is never reached. */
export async function tabTo(page: Page, target: Locator, key: 'Tab' | 'Shift+Tab' = 'Tab'): Promise<void> {
  await target.waitFor();
  for (let stop = 0; stop < MOST_STOPS; stop += 1) {
    if (await hasFocus(target)) return;
    await page.keyboard.press(key);
  }
  throw new Error(`${target.toString()} is not reached by ${MOST_STOPS} presses of ${key}`);
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

/** Puts a text into the clipboard, as another program does, goes to `target` by Tab and pastes. */
export async function pasteInto(page: Page, target: Locator, text: string): Promise<void> {
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await page.evaluate((copied) => navigator.clipboard.writeText(copied), text);
  await tabTo(page, target);
  await page.keyboard.press('Control+v');
}

/** Goes to the button by Tab, presses it and returns what it copied. */
export async function copiedBy(page: Page, button: Locator): Promise<string> {
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await page.evaluate(() => navigator.clipboard.writeText('nothing was copied'));
  await pressOn(page, button, 'Enter');
  await button.getByText('Copied').waitFor();
  return page.evaluate(() => navigator.clipboard.readText());
}

/** Chooses one of a group of radio buttons: Tab leads to the one that is chosen, arrows lead on. */
export async function chooseRadio(page: Page, from: Locator, wanted: Locator): Promise<void> {
  await tabTo(page, from);
  for (let step = 0; step < MOST_CHOICES && !(await hasFocus(wanted)); step += 1)
    await page.keyboard.press('ArrowDown');
  await focusComesTo(page, wanted);
}

/** Goes to the row of the command palette that says so, and takes it. */
export async function command(page: Page, name: string): Promise<void> {
  await page.keyboard.press('Control+k');
  const palette = page.getByRole('dialog', { name: 'Commands' });
  await palette.waitFor();
  await page.keyboard.type(name);
  await palette.getByRole('option', { name, selected: true }).waitFor();
  await page.keyboard.press('Enter');
}

/** Waits until the focus has come to `target`: lists move it a moment after they opened. */
export async function focusComesTo(page: Page, target: Locator): Promise<void> {
  await target.and(page.locator(':focus')).waitFor();
}

export function hasFocus(target: Locator): Promise<boolean> {
  return target.evaluate((element) => element === document.activeElement);
}

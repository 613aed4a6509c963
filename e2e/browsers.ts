import { existsSync } from 'node:fs';
import { userInfo } from 'node:os';
import { type Browser, chromium, firefox } from 'playwright-core';

export type BrowserName = 'chromium' | 'firefox';

const PATHS: Record<BrowserName, string> = {
  chromium: process.env['CHROME_PATH'] ?? '/usr/bin/chromium',
  firefox: process.env['FIREFOX_PATH'] ?? '/usr/bin/firefox-esr',
};
const CHROMIUM_ARGUMENTS = [
  '--no-sandbox',
  '--disable-gpu',
  '--headless=new',
  '--disable-background-networking',
  '--disable-component-update',
];

/** Why a browser cannot be used here; undefined where it can. */
export function reasonToSkip(name: BrowserName): string | undefined {
  return existsSync(PATHS[name]) ? undefined : `no ${name} at ${PATHS[name]}`;
}

/** Starts one of the system's browsers. */
export function launch(name: BrowserName): Promise<Browser> {
  // Firefox refuses to run where HOME belongs to another user, as it does under sudo.
  const env = { ...process.env, HOME: userInfo().homedir };
  return name === 'chromium'
    ? chromium.launch({ executablePath: PATHS.chromium, args: CHROMIUM_ARGUMENTS, env })
    : firefox.launch({ channel: 'moz-firefox', executablePath: PATHS.firefox, env });
}

import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { promisify } from 'node:util';
import { expect } from 'vitest';

/** Somebody else's program for the codes of RFC 6238, so that ours are not held against themselves. */
const OATHTOOL = process.env['OATHTOOL_PATH'] ?? '/usr/bin/oathtool';
/** A code is shown for half a minute. */
const PATIENCE_MS = 40_000;

const run = promisify(execFile);

/** Why there is no authenticator app here; undefined where there is one. */
export function reasonForNoApp(): string | undefined {
  return existsSync(OATHTOOL) ? undefined : `no oathtool at ${OATHTOOL}`;
}

/** An authenticator app that holds a secret. */
export function authenticatorApp(secret: string) {
  const code = async () => (await run(OATHTOOL, ['--totp', '-b', secret])).stdout.trim();
  return {
    /** The code shown now. */
    code,
    /** The first code shown after another one. */
    async codeAfter(known: string): Promise<string> {
      const shown = { now: known };
      await expect
        .poll(async () => (shown.now = await code()), { timeout: PATIENCE_MS, interval: 500 })
        .not.toBe(known);
      return shown.now;
    },
  };
}

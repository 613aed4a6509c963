import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

/** Takes minutes, so that it stands beside the tests and not among them. */
export default defineConfig({
  test: {
    root: fileURLToPath(new URL('../..', import.meta.url)),
    include: ['tools/scan/*.scan.ts'],
    globalSetup: ['apps/server/src/testing/global-setup.ts'],
    pool: 'forks',
    testTimeout: 600_000,
    hookTimeout: 60_000,
  },
});

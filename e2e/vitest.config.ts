import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';
import { reasonToSkip } from './browsers.ts';

const missing = reasonToSkip('chromium');
if (missing !== undefined) console.log(`SKIPPED (${missing}): all browser tests`);

/** By name: the longest file comes first, beside all the others. */
class ByName extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    return files.toSorted((a, b) => a.moduleId.localeCompare(b.moduleId));
  }
}

export default defineConfig({
  test: {
    root: fileURLToPath(new URL('.', import.meta.url)),
    include: missing === undefined ? ['**/*.test.ts'] : [],
    exclude: process.env['E2E_SCREENSHOTS'] === '1' ? [] : ['screenshots.test.ts'],
    passWithNoTests: missing !== undefined,
    globalSetup: missing === undefined ? ['./global-setup.ts'] : [],
    pool: 'forks',
    // The pages share one server and one machine with the browsers: more at once only makes each wait.
    maxWorkers: 2,
    sequence: { sequencer: ByName },
    testTimeout: 120_000,
    hookTimeout: 60_000,
    teardownTimeout: 30_000,
  },
});

import { expect, it } from 'vitest';
import { parseSourceFile } from './boundaries/source-files.ts';
import { quickTests } from './unit-tests.ts';

const DOOR = 'apps/server/src/platform/database/index.ts';
const tree = {
  'packages/engine/src/pure.test.ts': `import { pure } from './pure.ts';`,
  'packages/engine/src/pure.ts': '',
  'apps/server/src/modules/a/b/direct.test.ts': `import { testDatabase } from '../../../testing/template-database.ts';`,
  'apps/server/src/modules/a/b/through.test.ts': `import { world } from '../../../testing/world.ts';`,
  'apps/server/src/modules/a/b/types.test.ts': `import type { World } from '../../../testing/world.ts';`,
  'apps/server/src/modules/a/b/service.test.ts': `import { service } from './service.ts';`,
  'apps/server/src/modules/a/b/service.ts': `import { openDatabase } from '../../../platform/database/index.ts';`,
  'apps/server/src/modules/a/b/open.test.ts': `import { openDatabase } from '../../../platform/database/index.ts';`,
  'apps/server/src/testing/world.ts': `import { testDatabase } from './template-database.ts';`,
  'apps/server/src/testing/template-database.ts': '',
  [DOOR]: `export { startEmbeddedDatabase } from './embedded.ts';`,
  'apps/server/src/platform/database/embedded.ts': '',
  'tools/program.test.ts': `import { spawn } from 'node:child_process';`,
};

it('takes the tests that reach no database and start no program', () => {
  const files = Object.entries(tree).map(([path, text]) => parseSourceFile(path, text, new Map()));
  expect(quickTests(files)).toEqual([
    'packages/engine/src/pure.test.ts',
    'apps/server/src/modules/a/b/types.test.ts',
    'apps/server/src/modules/a/b/service.test.ts',
  ]);
});

/** Prints what breaks the boundaries of the tree and fails when anything does. */
import { fileURLToPath } from 'node:url';
import { boundaryViolations } from './boundaries.ts';
import { readSourceFiles } from './source-files.ts';

const files = readSourceFiles(fileURLToPath(new URL('../..', import.meta.url)));
const violations = await boundaryViolations(files);
for (const { rule, path, message } of violations) console.error(`${path}\n  ${rule}: ${message}`);
console.log(`${files.length} files, ${violations.length} violations of the boundaries`);
process.exitCode = violations.length === 0 ? 0 : 1;

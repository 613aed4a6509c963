// `npm test` on a fresh clone: installs what is missing, then hands over to the run under the pinned Node.
// Plain JavaScript without dependencies, for whatever Node (18 or newer) the machine has.
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { exitCode, fail, installIfNeeded, pinnedNode, root } from './install-if-needed.mjs';

await installIfNeeded('test', 'Nothing was tested.');
const child = spawn(pinnedNode('test'), [join(root, 'tools/test-run.ts')], { cwd: root, stdio: 'inherit' });
// A signal from the terminal reaches the run by itself; one that is sent to us alone is passed on.
process.on('SIGINT', () => undefined);
process.on('SIGTERM', () => child.kill('SIGTERM'));
child.on('error', (error) => fail(`The tests could not be started: ${error.message}`));
child.on('exit', (code, signal) => process.exit(exitCode(code, signal)));

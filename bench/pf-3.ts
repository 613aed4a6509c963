/** PF-3: one step update at a time over HTTP (p50) against pgbench with one client (mean), the same work. */
import { openBooks } from './rig/accounts.ts';
import { missingPrograms } from './rig/programs.ts';
import { figuresOf } from './rig/rounds.ts';
import {
  httpContender,
  pgbenchContender,
  startStepServer,
  stepRounds,
  type SynchronousCommit,
} from './rig/step-contenders.ts';
import { onStepScene, type StepScene } from './rig/step-scene.ts';
import { judge, skip } from './rig/verdict.ts';

const COMMITS = ['off', 'on'] as const;

const missing = missingPrograms('wrk', 'pgbench');
if (missing !== undefined) for (const commit of COMMITS) skip(`pf-3-${commit}`, missing);
else
  await onStepScene(async (scene) => {
    for (const commit of COMMITS) await measure(scene, commit);
  });

async function measure(scene: StepScene, commit: SynchronousCommit): Promise<void> {
  const books = await openBooks(scene.ground);
  const { claimed } = books;
  const server = await startStepServer('stepwell', scene, commit);
  const http = httpContender('HTTP c1', scene, { server, connections: 1, claimed });
  const direct = await pgbenchContender(1, scene, { commit, claimed });
  const contenders = [http, direct];
  const rounds = await stepRounds(`One update at a time, synchronous_commit ${commit}`, contenders, [server]);
  await books.close();
  const reference = figuresOf(rounds, direct.name).map((one) => one.p50Ms);
  const ratios = figuresOf(rounds, http.name).map((one, at) => one.p50Ms / (reference[at] ?? Number.NaN));
  judge({ name: `pf-3-${commit}`, ratios, reference, goal: { atMost: 2 } });
}

/** PF-1: a full step update over HTTP against the best of pgbench running the same work as one statement. */
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

const CONNECTIONS = 50;
const CLIENTS = [1, 8, 50];
const GOALS = { off: 1, on: 1.5 } as const;
const COMMITS = ['off', 'on'] as const;

const missing = missingPrograms('wrk', 'pgbench');
if (missing !== undefined) for (const commit of COMMITS) skip(`pf-1-${commit}`, missing);
else
  await onStepScene(async (scene) => {
    for (const commit of COMMITS) await measure(scene, commit);
  });

async function measure(scene: StepScene, commit: SynchronousCommit): Promise<void> {
  const books = await openBooks(scene.ground);
  const { claimed } = books;
  const server = await startStepServer('stepwell', scene, commit);
  const http = httpContender(`HTTP c${CONNECTIONS}`, scene, { server, connections: CONNECTIONS, claimed });
  const references = await Promise.all(CLIENTS.map((clients) => pgbenchContender(clients, scene, { commit, claimed })));
  const contenders = [http, ...references];
  const rounds = await stepRounds(`Full step update, synchronous_commit ${commit}`, contenders, [server]);
  await books.close();
  const best = rounds.map((round) => Math.max(...references.map(({ name }) => round[name]?.perSecond ?? 0)));
  const ratios = figuresOf(rounds, http.name).map((one, at) => one.perSecond / (best[at] ?? Number.NaN));
  judge({ name: `pf-1-${commit}`, ratios, reference: best, goal: { atLeast: GOALS[commit] } });
}

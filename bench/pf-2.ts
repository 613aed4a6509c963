/** PF-2: the step update against the same route with the work done in a transaction through an ORM (drizzle). */
import { openBooks } from './rig/accounts.ts';
import { missingPrograms } from './rig/programs.ts';
import { figuresOf } from './rig/rounds.ts';
import { httpContender, startStepServer, stepRounds, type SynchronousCommit } from './rig/step-contenders.ts';
import { onStepScene, type StepScene } from './rig/step-scene.ts';
import { judge, skip } from './rig/verdict.ts';

const CONNECTIONS = 50;
const COMMITS = ['off', 'on'] as const;
const THROUGHPUT = { atLeast: 7 };
const P99 = { atMost: 0.4 };

const missing = missingPrograms('wrk');
if (missing !== undefined) for (const commit of COMMITS) skip(`pf-2-${commit}`, missing);
else
  await onStepScene(async (scene) => {
    for (const commit of COMMITS) await measure(scene, commit);
  });

async function measure(scene: StepScene, commit: SynchronousCommit): Promise<void> {
  const books = await openBooks(scene.ground);
  const { claimed } = books;
  const servers = {
    stepwell: await startStepServer('stepwell', scene, commit),
    drizzle: await startStepServer('drizzle', scene, commit),
  };
  const contenders = Object.entries(servers).map(([name, server]) =>
    httpContender(name, halfOf(scene, name === 'stepwell'), { server, connections: CONNECTIONS, claimed }),
  );
  const rounds = await stepRounds(
    `Step update against an ORM transaction, synchronous_commit ${commit}`,
    contenders,
    Object.values(servers),
  );
  await books.close();
  const [subject, peer] = [figuresOf(rounds, 'stepwell'), figuresOf(rounds, 'drizzle')];
  for (const [name, pick, goal] of [
    [`pf-2-${commit}-throughput`, 'perSecond', THROUGHPUT],
    [`pf-2-${commit}-p99`, 'p99Ms', P99],
  ] as const) {
    const reference = peer.map((one) => one[pick]);
    judge({ name, ratios: subject.map((one, at) => one[pick] / (reference[at] ?? Number.NaN)), reference, goal });
  }
}

/** The two sides never move the same journeys: each knows its own as its own writes left them. */
function halfOf(scene: StepScene, even: boolean): StepScene {
  const walkers = scene.town.walkers.filter((_, at) => (at % 2 === 0) === even);
  return { ...scene, town: { ...scene.town, walkers } };
}

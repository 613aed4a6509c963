import { rm } from 'node:fs/promises';
import { type Ground, openApplication, prepareGround } from './ground.ts';
import { settleTown, type Town } from './journeys.ts';
import { layField, type PgbenchField } from './pgbench.ts';
import { scratchFolder } from './step-contenders.ts';

const PARTICIPANTS = 2_000;

/** What every benchmark of step updates needs. */
export type StepScene = {
  readonly ground: Ground;
  readonly town: Town;
  readonly field: PgbenchField;
  /** For plans and scripts. */
  readonly folder: string;
};

/** Builds the scene, plays, and clears away, whatever came of it. */
export async function onStepScene(play: (scene: StepScene) => Promise<void>): Promise<void> {
  const ground = await prepareGround();
  const folder = await scratchFolder();
  try {
    const preparing = await openApplication(ground.ownerUrl);
    const town = await settleTown(preparing.application, PARTICIPANTS);
    await preparing.close();
    const field = await layField(ground, town.orgId, PARTICIPANTS);
    await play({ ground, town, field, folder });
  } finally {
    await rm(folder, { recursive: true });
    await ground.clear();
  }
}

import { getParser } from 'bowser';
import type { Clock } from '../../../platform/clock/index.ts';
import type { SystemTx } from '../../../platform/database/index.ts';
import { readOtherAgents } from './read-model.ts';
import { markUnfamiliar } from './repository.ts';
import type { Origin } from './session.ts';

const KNOWN_MS = 90 * 86_400_000;
const TOLD_MS = 3_600_000;

/** Marks the session where its owner is to be told. */
export async function isUnfamiliar(
  clock: Clock,
  tx: SystemTx,
  { id, accountId, origin }: { id: string; accountId: string; origin: Origin },
): Promise<boolean> {
  const nowMs = clock.nowMs();
  const others = await readOtherAgents(tx, { accountId, sessionId: id, since: new Date(nowMs - KNOWN_MS) });
  if (others.length === 0) return false;
  const device = familyOf(origin.userAgent);
  if (others.some(({ userAgent, isRecent }) => isRecent && familyOf(userAgent) === device)) return false;
  return markUnfamiliar(tx, { id, accountId, at: new Date(nowMs), since: new Date(nowMs - TOLD_MS) });
}

/** Browser and operating system without their versions, as they are named to their owner; empty for what names neither. */
export function familyOf(userAgent: string | null | undefined): string {
  if (!userAgent) return '';
  const { browser, os } = getParser(userAgent).getResult();
  return [browser.name, os.name].filter(Boolean).join(', ');
}

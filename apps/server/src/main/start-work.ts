import { type OutboxDispatcher, startOutboxDispatcher } from '../platform/outbox/index.ts';
import type { Base, Services } from './compose.ts';
import { subscriptionsOf } from './subscriptions.ts';
import { startUpkeep } from './upkeep.ts';

/** What goes on by itself: reactions to events, upkeep, and following what other processes change. */
export async function startWork(
  base: Base,
  {
    organizations,
    accounts,
    ceremonies,
    sessions,
    apiKeys,
    participantTokens,
    directory,
    flowsModule,
    publications,
    mails,
    auditLog,
    flags,
    idempotency,
    errorGroups,
    errorRecorder,
    killSwitch,
  }: Services,
): Promise<OutboxDispatcher> {
  const { record: onFailure } = errorRecorder;
  const kept = { accounts, ceremonies, idempotency, errorGroups, killSwitch };
  const upkeep = await startUpkeep({ ...base, ...kept, onFailure });
  const following = await flags.followChanges();
  await Promise.all([
    organizations.followChanges(),
    sessions.followRevocations(),
    apiKeys.followRevocations(),
    participantTokens.followRevocations(),
    directory.followRevocations(),
    flowsModule.watchLiveVersions(),
  ]);
  const subscriptions = subscriptionsOf({ publications, mails });
  const dispatcher = await startOutboxDispatcher({ ...base, subscriptions, onFailure });
  errorRecorder.start();
  const chaining = auditLog.startChaining();
  const advancing = flags.startAdvancing();
  return {
    idle: () => dispatcher.idle(),
    async stop() {
      upkeep.stop();
      following.stop();
      await chaining.stop();
      await advancing.stop();
      await dispatcher.stop();
    },
  };
}

import { setTimeout } from 'node:timers/promises';
import { systemClock } from '../../../../platform/clock/index.ts';
import { openDatabase, silentLog } from '../../../../platform/database/index.ts';
import { uuidv7Ids } from '../../../../platform/ids/index.ts';
import { createEventLog, keepPartitionsAhead } from '../../../insight/events/index.ts';
import { createAuditWriter } from '../../../protection/audit/index.ts';
import { createFlowsModule } from '../../flows/index.ts';
import { createJourneyStore } from '../../journeys/index.ts';
import { createPublicationsModule } from '../module.ts';

/** A process that moves journeys slowly enough to be killed in the middle: `slow-worker.ts URL ORG PUBLICATION`. */
const [url = '', orgId = '', publicationId = ''] = process.argv.slice(2);
const PAUSE_MS = 60;

const clock = systemClock;
const ids = uuidv7Ids(clock);
const database = await openDatabase({ url, poolSize: 2, log: silentLog, clock });
await keepPartitionsAhead({ database, clock });
const audit = createAuditWriter({ clock, ids });
const store = createJourneyStore();
const { publications } = createPublicationsModule({
  database,
  clock,
  ids,
  audit,
  flows: createFlowsModule({ database, clock, ids, audit }).flows,
  events: createEventLog({ ids }),
  journeys: {
    ...store,
    async rewrite(tx, rewrites) {
      const written = await store.rewrite(tx, rewrites);
      await setTimeout(PAUSE_MS);
      return written;
    },
  },
  batchSize: 7,
});
await publications.continuePublication(orgId, publicationId);
await database.close();

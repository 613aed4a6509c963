import type { Verification } from '../../modules/protection/audit/index.ts';
import { createLog } from '../../platform/telemetry/index.ts';
import { compose } from '../compose.ts';
import { processEnvironment, readConfig } from '../config.ts';
import { openInstallation } from '../installation.ts';

const SENTENCES: Readonly<Record<NonNullable<Verification['fault']>['kind'], string>> = {
  altered: 'is not as it was written, or not in its place',
  missing: 'is gone',
  gap: 'is missing from the chain',
  unchained: 'was slipped in past the chain',
  head: 'is not where the chain ended',
};

/** Goes through every organization's chain. Exit code 1 when one is not intact. */
export async function auditVerify({ json }: { json: boolean }): Promise<void> {
  const config = readConfig(processEnvironment());
  const log = createLog({ level: 'warn' });
  const installation = await openInstallation({ config, log, onProgress: () => {}, joinRunning: true });
  try {
    const application = compose({ config, log, database: installation.database });
    const isIntact = await application.auditLog.verifyEverything((orgId, verification) =>
      console.log(json ? JSON.stringify({ organization_id: orgId, ...verification }) : lineOf(orgId, verification)),
    );
    if (!json) console.log(isIntact ? 'The audit log is intact.' : 'The audit log was tampered with.');
    if (!isIntact) process.exitCode = 1;
    await application.stop();
  } finally {
    await installation.stop();
  }
}

function lineOf(orgId: string, { checked, unchained, head, fault }: Verification): string {
  const end = head === null ? 'nothing chained yet' : `ends with ${head.ordinal}:${head.digest}`;
  const waiting = unchained === 0 ? '' : `, ${unchained} waiting`;
  const verdict = fault === null ? 'intact' : faultOf(fault);
  return `${orgId}  ${verdict}  (${checked} checked${waiting}; ${end})`;
}

function faultOf({ kind, ordinal, entryId }: NonNullable<Verification['fault']>): string {
  const which = [ordinal === null ? '' : `number ${ordinal}`, entryId ?? ''].filter((part) => part !== '').join(', ');
  return `BROKEN: entry ${which} ${SENTENCES[kind]}`;
}

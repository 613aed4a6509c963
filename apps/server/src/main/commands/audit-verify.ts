import type { Verification } from '../../modules/protection/audit/index.ts';
import { withApplication } from './with-application.ts';

const SENTENCES: Readonly<Record<NonNullable<Verification['fault']>['kind'], string>> = {
  altered: 'is not as it was written, or not in its place',
  missing: 'is gone',
  gap: 'is missing from the chain',
  unchained: 'was slipped in past the chain',
  head: 'is not where the chain ended',
};

/** Goes through every organization's chain. Exit code 1 when one is not intact. */
export async function auditVerify({ json }: { json: boolean }): Promise<void> {
  await withApplication(async (application) => {
    const isIntact = await application.auditLog.verifyEverything((orgId, verification) =>
      console.log(json ? JSON.stringify({ organization_id: orgId, ...verification }) : lineOf(orgId, verification)),
    );
    if (!json) console.log(isIntact ? 'The audit log is intact.' : 'The audit log was tampered with.');
    if (!isIntact) process.exitCode = 1;
  });
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

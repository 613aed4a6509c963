import type { Database, TenantTx } from '../../../platform/database/index.ts';
import type { JourneyVersion } from './snapshot.ts';

const MAX_VERSIONS = 500;

export type VersionReader = { versionById(tx: TenantTx, versionId: string): Promise<JourneyVersion> };

/** Published versions never change, so a known one is answered without asking anybody. */
export function versionLoader(database: Pick<Database, 'asTenant'>, flows: VersionReader) {
  const known = new Map<string, JourneyVersion>();
  const remember = (key: string, version: JourneyVersion): JourneyVersion => {
    if (known.size >= MAX_VERSIONS) {
      const oldest = known.keys().next().value;
      if (oldest !== undefined) known.delete(oldest);
    }
    known.set(key, version);
    return version;
  };
  return (orgId: string, versionId: string): JourneyVersion | Promise<JourneyVersion> => {
    const key = `${orgId} ${versionId}`;
    return (
      known.get(key) ??
      database.asTenant(orgId, (tx) => flows.versionById(tx, versionId)).then((version) => remember(key, version))
    );
  };
}

import { compileFlow, type CompiledFlow, type FlowDefinition } from '@stepwell/engine';
import type { TenantTx } from '../../../platform/database/index.ts';
import { commonErrors } from '../../../platform/errors/index.ts';
import { findVersions, type VersionRow } from './repository.ts';

/** A published version, ready for the rules. It never changes. */
export type LoadedVersion = {
  readonly flowId: string;
  readonly flowKey: string;
  readonly versionId: string;
  readonly number: number;
  readonly definition: FlowDefinition;
  readonly compiled: CompiledFlow;
};

const MAX_VERSIONS = 500;

/**
 * The versions this process has loaded, the least recently used forgotten first. What is on the shelf can't go stale; a
 * version is found under the organization that loaded it, so that knowing an id opens nothing.
 */
export class VersionShelf {
  readonly #versions = new Map<string, LoadedVersion>();
  readonly #capacity: number;

  constructor(capacity = MAX_VERSIONS) {
    this.#capacity = capacity;
  }

  /** Throws `not_found` for a version that the organization does not have. */
  async version(tx: TenantTx, versionId: string): Promise<LoadedVersion> {
    const version = (await this.versions(tx, [versionId])).get(versionId);
    if (!version) throw commonErrors.not_found();
    return version;
  }

  /** The versions that exist, by id; what is not on the shelf is read in one statement. */
  async versions(tx: TenantTx, versionIds: readonly string[]): Promise<ReadonlyMap<string, LoadedVersion>> {
    const found = new Map<string, LoadedVersion>();
    for (const id of versionIds) {
      const known = this.#take(tx.orgId, id);
      if (known) found.set(id, known);
    }
    const missing = versionIds.filter((id) => !found.has(id));
    const rows = missing.length > 0 ? await findVersions(tx, missing) : [];
    for (const row of rows) found.set(row.id, this.#put(tx.orgId, loadedVersionOf(row)));
    return found;
  }

  #take(orgId: string, versionId: string): LoadedVersion | undefined {
    const key = `${orgId} ${versionId}`;
    const version = this.#versions.get(key);
    if (!version) return undefined;
    this.#versions.delete(key);
    this.#versions.set(key, version);
    return version;
  }

  #put(orgId: string, version: LoadedVersion): LoadedVersion {
    const oldest = this.#versions.size >= this.#capacity ? this.#versions.keys().next().value : undefined;
    if (oldest !== undefined) this.#versions.delete(oldest);
    this.#versions.set(`${orgId} ${version.versionId}`, version);
    return version;
  }
}

function loadedVersionOf({ id, flow_id, flow_key, number, definition }: VersionRow): LoadedVersion {
  return { flowId: flow_id, flowKey: flow_key, versionId: id, number, definition, compiled: compileFlow(definition) };
}

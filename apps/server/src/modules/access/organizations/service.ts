import { Id } from '@stepwell/contract';
import { ExpiringCache } from '../../../platform/cache/index.ts';
import type { Clock } from '../../../platform/clock/index.ts';
import type { Database, SystemTx } from '../../../platform/database/index.ts';
import type { IdSource } from '../../../platform/ids/index.ts';
import { organizationErrors } from './errors.ts';
import { createStandings, type OrganizationStandings } from './standing.ts';
import type { NewOrganization, Organization } from './organization.ts';
import { findById, findBySlug, findSystem, insert, systemId } from './repository.ts';

/** Questions are answered from a memory of 30 s and must be asked outside transactions. */
export type Organizations = OrganizationStandings & {
  /** Throws `organization_slug_malformed`, `organization_slug_taken`. */
  createOrganization(tx: SystemTx, organization: NewOrganization): Promise<Organization>;
  organizationById(id: string): Promise<Organization | undefined>;
  organizationBySlug(slug: string): Promise<Organization | undefined>;
  /** The installation's own; undefined before it was made. */
  systemOrganization(): Promise<Organization | undefined>;
  /** Where the deeds of somebody are audited who works in no organization: the installation's own. */
  auditHome(tx: SystemTx): Promise<string>;
  /** What is remembered is dropped after the commit, here and in every process: an organization has changed. */
  forget(tx: SystemTx): void;
  /** Drops what is remembered when another process changes an organization. Call once at start. */
  followChanges(): Promise<{ stop(): void }>;
};

type Dependencies = {
  readonly database: Pick<Database, 'hotSystemStatement' | 'listen'>;
  readonly clock: Clock;
  readonly ids: IdSource;
};

const CHANNEL = 'stepwell_organizations';
const REMEMBERED_MS = 30_000;
const MAX_REMEMBERED = 10_000;
const SLUG = /^[a-z][a-z0-9-]{0,62}$/;

export function createOrganizations(deps: Dependencies): Organizations {
  const { database, clock } = deps;
  const cache = new ExpiringCache<Organization>({ clock, maxEntries: MAX_REMEMBERED, ttlMs: REMEMBERED_MS });
  const forget = (tx: SystemTx) => {
    tx.afterCommit(() => cache.clear());
    tx.wakeAfterCommit(CHANNEL);
  };
  return {
    ...createStandings(clock, forget),
    createOrganization: (tx, organization) => create(deps, tx, organization),
    async organizationById(id) {
      if (!Id.safeParse(id).success) return undefined;
      return cache.load(`id ${id}`, () => findById(database, id));
    },
    async organizationBySlug(slug) {
      if (!SLUG.test(slug)) return undefined;
      return cache.load(`slug ${slug}`, () => findBySlug(database, slug));
    },
    auditHome: (tx) => systemId(tx),
    forget,
    followChanges: () => database.listen(CHANNEL, () => cache.clear()),
    systemOrganization: () => cache.load('system', () => findSystem(database)),
  };
}

async function create(deps: Dependencies, tx: SystemTx, organization: NewOrganization): Promise<Organization> {
  if (!SLUG.test(organization.slug)) throw organizationErrors.organization_slug_malformed();
  const made = await insert(tx, {
    id: organization.id ?? deps.ids.next(),
    slug: organization.slug,
    name: organization.name,
    logoUrl: organization.logoUrl ?? null,
    accent: organization.accent ?? null,
    defaultLocale: organization.defaultLocale ?? 'en',
    isSystem: organization.isSystem ?? false,
    createdAt: deps.clock.now(),
  });
  if (made === undefined) throw organizationErrors.organization_slug_taken();
  return made;
}

import { type MemberRole, mayMember, type Permission } from '@stepwell/contract';
import { OWN_PAGES } from './own-pages.ts';

const ORGANIZATION_PAGES = ['organization', 'members', 'policy', 'single-sign-on', 'directory', 'audit'] as const;

type SettingsPage = (typeof OWN_PAGES)[number] | (typeof ORGANIZATION_PAGES)[number];

export interface SettingsGroup {
  id: 'you' | 'organization';
  pages: readonly SettingsPage[];
}

/** What somebody must be allowed for a page to be of any use to them; every other page is open to all members. */
const NEEDED: Partial<Record<SettingsPage, Permission>> = {
  'single-sign-on': 'single-sign-on:read',
  directory: 'directory:read',
  audit: 'audit:read',
};

/**
 * The settings: what belongs to the person, then, for whoever has a role in an organization, what of it is open to that
 * role. The settings and the command palette read this list.
 */
export function settingsGroups(role: MemberRole | undefined): SettingsGroup[] {
  const own: SettingsGroup = { id: 'you', pages: OWN_PAGES };
  if (!role) return [own];
  return [own, { id: 'organization', pages: ORGANIZATION_PAGES.filter((page) => isOpenTo(role, page)) }];
}

function isOpenTo(role: MemberRole, page: SettingsPage): boolean {
  const needed = NEEDED[page];
  return needed === undefined || mayMember(role, needed);
}

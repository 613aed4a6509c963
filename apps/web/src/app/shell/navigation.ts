import { Filter, Flag, Gauge, KeyRound, type LucideIcon, PowerOff, Users, Waypoints } from 'lucide-react';
import { type Page, PAGES } from '../pages.ts';

export interface NavigationItem {
  id: 'overview' | 'flows' | 'participants' | 'funnels' | 'flags' | 'kill_switch' | 'api_keys';
  to: string;
  icon: LucideIcon;
  /** Shortcut that goes there. */
  keys: string;
  page: Page;
}

export interface NavigationGroup {
  id: 'home' | 'onboarding' | 'insight' | 'release' | 'developers';
  items: NavigationItem[];
}

/** The sidebar, the shortcuts and the command palette all read this list. */
export const NAVIGATION: NavigationGroup[] = [
  { id: 'home', items: [{ id: 'overview', to: '/', icon: Gauge, keys: 'g o', page: PAGES.overview }] },
  {
    id: 'onboarding',
    items: [
      { id: 'flows', to: '/flows', icon: Waypoints, keys: 'g f', page: PAGES.flows },
      { id: 'participants', to: '/participants', icon: Users, keys: 'g p', page: PAGES.participants },
    ],
  },
  { id: 'insight', items: [{ id: 'funnels', to: '/funnels', icon: Filter, keys: 'g u', page: PAGES.funnels }] },
  {
    id: 'release',
    items: [
      { id: 'flags', to: '/flags', icon: Flag, keys: 'g l', page: PAGES.flags },
      { id: 'kill_switch', to: '/kill-switch', icon: PowerOff, keys: 'g s', page: PAGES.killSwitch },
    ],
  },
  { id: 'developers', items: [{ id: 'api_keys', to: '/api-keys', icon: KeyRound, keys: 'g k', page: PAGES.apiKeys }] },
];

export const NAVIGATION_ITEMS = NAVIGATION.flatMap((group) => group.items);

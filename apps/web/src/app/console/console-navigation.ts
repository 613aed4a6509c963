import { Activity, Bug, Building2, Gauge, type LucideIcon, PowerOff, Users } from 'lucide-react';

export interface ConsoleItem {
  id: 'installation' | 'users' | 'organizations' | 'errors' | 'kill_switch' | 'services';
  to: string;
  icon: LucideIcon;
  /** Shortcut that goes there. */
  keys: string;
}

/** The console's navigation and its shortcuts read this list. */
export const CONSOLE: ConsoleItem[] = [
  { id: 'installation', to: '/admin', icon: Gauge, keys: 'g o' },
  { id: 'users', to: '/admin/users', icon: Users, keys: 'g u' },
  { id: 'organizations', to: '/admin/organizations', icon: Building2, keys: 'g r' },
  { id: 'errors', to: '/admin/errors', icon: Bug, keys: 'g e' },
  { id: 'kill_switch', to: '/admin/kill-switch', icon: PowerOff, keys: 'g s' },
  { id: 'services', to: '/admin/services', icon: Activity, keys: 'g v' },
];

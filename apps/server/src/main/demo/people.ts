import type { Subject } from '@stepwell/engine';
import { pick, spread } from './spread.ts';

export type DemoPerson = {
  readonly externalId: string;
  readonly displayName: string;
  readonly locale: string;
  readonly subject: Subject;
};

const FIRST_NAMES = [
  'Amélie',
  'Noah',
  'Inès',
  'Oliver',
  'Lucía',
  'Mateo',
  'Hanna',
  'Elias',
  'Zoé',
  'Liam',
  'Chloé',
  'Marcus',
  'Aisha',
  'Théo',
  'Sofia',
  'Jonas',
  'Camille',
  'Priya',
  'Lars',
  'Maya',
  'Hugo',
  'Freya',
  'Nadia',
  'Felix',
] as const;
const LAST_NAMES = [
  'Moreau',
  'Bennett',
  'García',
  'Fischer',
  'Rossi',
  'Okafor',
  'Lindqvist',
  'Dubois',
  'Hughes',
  'Novak',
  'Carter',
  'Lefèvre',
  'Sato',
  'Walker',
  'Meyer',
  'Costa',
  'Ahmed',
  'Bernard',
  'Jensen',
  'Romano',
  'Clarke',
  'Petit',
  'Keller',
] as const;
const MARKETS = ['US', 'US', 'US', 'GB', 'GB', 'FR', 'FR', 'FR', 'DE', 'DE', 'ES', 'IT', 'CA', 'SE'] as const;
const SOURCES = ['instagram', 'tiktok', 'referral', 'search', 'newsletter'] as const;
const LOCALES: Readonly<Record<string, string>> = { FR: 'fr' };

/** Participant number `index` of a demo organization; the same one every time. */
export function demoPerson(index: number, prefix: string, role: string): DemoPerson {
  const market = pick(MARKETS, index, 1);
  return {
    externalId: `${prefix}-${String(index + 1).padStart(4, '0')}`,
    displayName: `${pick(FIRST_NAMES, index, 2)} ${pick(LAST_NAMES, index, 3)}`,
    locale: LOCALES[market] ?? 'en',
    subject: {
      market,
      role,
      traits: {
        plan: spread(4, index, 4) === 0 ? 'pro' : 'free',
        source: pick(SOURCES, index, 5),
        followers: 100 * (1 + spread(480, index, 6)),
      },
    },
  };
}

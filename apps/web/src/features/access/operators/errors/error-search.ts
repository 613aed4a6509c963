import { PROBLEM_CATEGORIES, PROBLEM_SEVERITIES } from '@stepwell/contract';
import type { ListAddress } from '../../../../lib/use-list-search.ts';

export const STATES = ['open', 'resolved', 'ignored', 'any'] as const;
export const CATEGORIES = PROBLEM_CATEGORIES;
/** What is less is never listed. */
export const SEVERITIES = PROBLEM_SEVERITIES.filter((severity) => severity !== 'info' && severity !== 'low');

export interface ErrorSearch {
  q: string;
  category: (typeof CATEGORIES)[number] | undefined;
  severity: (typeof SEVERITIES)[number] | undefined;
  state: (typeof STATES)[number];
  cursor: string | undefined;
}

const LONGEST_TEXT = 120;
/** What is open is what there is to do. */
const USUAL_STATE = 'open';

export const NO_FILTERS = { q: '', category: undefined, severity: undefined, state: USUAL_STATE } as const;

export const ERROR_ADDRESS: ListAddress<ErrorSearch> = {
  read: (address) => ({
    q: (address.get('q') ?? '').slice(0, LONGEST_TEXT),
    category: CATEGORIES.find((category) => category === address.get('category')),
    severity: SEVERITIES.find((severity) => severity === address.get('severity')),
    state: STATES.find((state) => state === address.get('state')) ?? USUAL_STATE,
    cursor: address.get('cursor') || undefined,
  }),
  write: ({ q, category, severity, state, cursor }) => {
    const said = { q, category, severity, state: state === USUAL_STATE ? undefined : state, cursor };
    return new URLSearchParams(Object.entries(said).flatMap(([name, value]) => (value ? [[name, value]] : [])));
  },
};

export function isNarrowed({ q, category, severity, state }: ErrorSearch): boolean {
  return Boolean(q || category || severity || state !== USUAL_STATE);
}

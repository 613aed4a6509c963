export const PERIODS = ['7', '30', '90'] as const;
export type Period = (typeof PERIODS)[number];

export interface OverviewSearch {
  days: Period;
  flow: string | undefined;
}

const USUAL: Period = '30';

/** What the address asks for; anything it should not say is as if it were not there. */
export function readOverviewSearch(search: URLSearchParams): OverviewSearch {
  const days = PERIODS.find((period) => period === search.get('days')) ?? USUAL;
  return { days, flow: search.get('flow') || undefined };
}

/** The address that asks for it; what is usual is left out. */
export function writeOverviewSearch({ days, flow }: OverviewSearch): URLSearchParams {
  const search = new URLSearchParams();
  if (days !== USUAL) search.set('days', days);
  if (flow) search.set('flow', flow);
  return search;
}

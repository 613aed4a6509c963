export const STAGE_KINDS = ['milestones', 'steps', 'events'] as const;
export type StageKind = (typeof STAGE_KINDS)[number];

/** A stage of one's own: met by any of its events. */
export interface EventStage {
  title: string;
  events: string[];
}

export interface FunnelSearch {
  flow: string | undefined;
  stages: StageKind;
  /** `YYYY-MM-DD` in UTC, both included. */
  from: string | undefined;
  to: string | undefined;
  version: number | undefined;
  market: string | undefined;
  /** `name:value` */
  trait: string | undefined;
  windowDays: number | undefined;
  eventStages: EventStage[];
}

export type FunnelFilters = Pick<FunnelSearch, 'from' | 'to' | 'version' | 'market' | 'trait' | 'windowDays'>;

export const NO_FILTERS: FunnelFilters = {
  from: undefined,
  to: undefined,
  version: undefined,
  market: undefined,
  trait: undefined,
  windowDays: undefined,
};

export const MOST_STAGES = 20;
export const TRAIT = /^[a-z][a-z0-9_]*:.*$/;
const MOST_EVENTS = 20;
const MOST_DAYS = 3_650;

/** What the address asks for; anything it should not say is as if it were not there. */
export function readFunnelSearch(address: URLSearchParams): FunnelSearch {
  return {
    flow: address.get('flow') || undefined,
    stages: STAGE_KINDS.find((kind) => kind === address.get('stages')) ?? 'milestones',
    from: dayOf(address.get('from')),
    to: dayOf(address.get('to')),
    version: countOf(address.get('version'), Number.MAX_SAFE_INTEGER),
    market: matching(address.get('market'), /^[A-Z]{2}$/),
    trait: matching(address.get('trait'), TRAIT),
    windowDays: countOf(address.get('window'), MOST_DAYS),
    eventStages: address.getAll('stage').slice(0, MOST_STAGES).map(readStage),
  };
}

/** The address that asks for it, so that it can be sent to somebody else. */
export function writeFunnelSearch(search: FunnelSearch): URLSearchParams {
  const address = new URLSearchParams();
  const named = {
    flow: search.flow,
    stages: search.stages === 'milestones' ? undefined : search.stages,
    from: search.from,
    to: search.to,
    version: search.version,
    market: search.market,
    trait: search.trait,
    window: search.windowDays,
  };
  for (const [name, value] of Object.entries(named)) if (value !== undefined) address.set(name, String(value));
  for (const stage of search.eventStages) address.append('stage', writeStage(stage));
  return address;
}

export function isFiltered(search: FunnelSearch): boolean {
  return Object.keys(NO_FILTERS).some((name) => search[name as keyof FunnelFilters] !== undefined);
}

/** `title~event~event`; each part is escaped, so that any name can stand in it. */
function writeStage({ title, events }: EventStage): string {
  return [title, ...events].map((part) => encodeURIComponent(part).replaceAll('~', '%7E')).join('~');
}

function readStage(text: string): EventStage {
  const [title = '', ...events] = text.split('~').map(unescaped);
  return { title: title.slice(0, 120), events: [...new Set(events.filter(Boolean))].slice(0, MOST_EVENTS) };
}

function unescaped(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch (error) {
    if (error instanceof URIError) return part;
    throw error;
  }
}

function dayOf(text: string | null): string | undefined {
  const day = matching(text, /^\d{4}-\d{2}-\d{2}$/);
  return day && !Number.isNaN(Date.parse(`${day}T00:00:00Z`)) ? day : undefined;
}

function countOf(text: string | null, most: number): number | undefined {
  const count = Number(matching(text, /^\d{1,6}$/));
  return count >= 1 && count <= most ? count : undefined;
}

function matching(text: string | null, form: RegExp): string | undefined {
  return text !== null && form.test(text) ? text : undefined;
}

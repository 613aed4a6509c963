export type EnvironmentName = 'live' | 'test';

/** What the page's address says. */
export interface Address {
  organization: string;
  flow: string;
  environment: EnvironmentName;
  /** Proof of who the person is; it arrives in the fragment, which never reaches a server or its logs. */
  token: string | null;
  /** An unsigned id for trying a flow out; read in `test` only. */
  participant: string | null;
  locale: string | null;
  view: string | null;
}

const KEY = '[a-z][a-z0-9_-]{0,62}';
const PATH = new RegExp(`^/o/(${KEY})/(${KEY})/?$`);

/** Reads `/o/{org}/{flow}?environment=…&participant=…#token=…&step=…`; null when the path is no flow's. */
export function readAddress(url: URL): Address | null {
  const [, organization, flow] = PATH.exec(url.pathname) ?? [];
  if (!organization || !flow) return null;
  const fragment = new URLSearchParams(url.hash.slice(1));
  const either = (name: string) => fragment.get(name) || url.searchParams.get(name) || null;
  const environment = either('environment') === 'test' ? 'test' : 'live';
  return {
    organization,
    flow,
    environment,
    token: fragment.get('token') || null,
    participant: environment === 'test' ? either('participant') : null,
    locale: either('locale'),
    view: viewIn(fragment),
  };
}

/** The address to show and to bookmark: what `readAddress` needs to come back here, without the token. */
export function writeAddress(address: Address, view: string | null): string {
  const query = new URLSearchParams();
  if (address.environment === 'test') query.set('environment', 'test');
  if (address.participant) query.set('participant', address.participant);
  const search = query.toString();
  return `/o/${address.organization}/${address.flow}${search && `?${search}`}${view === null ? '' : `#${writeFragment(view)}`}`;
}

/** A view is a step's key or one of the two pages around the steps, which no step key can be. */
export const WELCOME = ':welcome';
export const FINISH = ':finish';

function viewIn(fragment: URLSearchParams): string | null {
  if (fragment.has('finish')) return FINISH;
  if (fragment.has('welcome')) return WELCOME;
  return fragment.get('step') || null;
}

function writeFragment(view: string): string {
  if (view === FINISH || view === WELCOME) return view.slice(1);
  return `step=${encodeURIComponent(view)}`;
}

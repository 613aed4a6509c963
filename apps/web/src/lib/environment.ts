export type EnvironmentName = 'live' | 'test';

const TEST_PREFIX = '/test';

/**
 * The environment this tab works in. It stands in the address (`/test/…` or `/…`), so that a link always opens what
 * its sender saw, and it never changes without a reload, so that data of the two environments never mix in memory.
 */
export const environment: EnvironmentName = environmentOf(globalThis.location?.pathname ?? '/');

/** What the router strips from every address. */
export const routerBasename = environment === 'test' ? TEST_PREFIX : '/';

export function environmentOf(pathname: string): EnvironmentName {
  return pathname === TEST_PREFIX || pathname.startsWith(`${TEST_PREFIX}/`) ? 'test' : 'live';
}

/** Address of `path` (as the router knows it) in an environment. */
export function addressIn(name: EnvironmentName, path: string): string {
  return name === 'test' ? `${TEST_PREFIX}${path}` : path;
}

/** The environment of a whole address of this site and, in `path`, what the router there calls it. */
export function placeOf(address: string): { environment: EnvironmentName; path: string } {
  const [pathname = ''] = address.split(/[?#]/, 1);
  if (environmentOf(pathname) === 'live') return { environment: 'live', path: address };
  const path = address.slice(TEST_PREFIX.length);
  return { environment: 'test', path: path.startsWith('/') ? path : `/${path}` };
}

/** Pages of the settings that belong to the person, whether or not they belong to an organization. */
export const OWN_PAGES = ['profile', 'security'] as const;

const OWN_ADDRESSES: readonly string[] = ['/settings', ...OWN_PAGES.map((page) => `/settings/${page}`)];

/** Whether somebody without an organization can use the page at this address too. */
export function isOwnPage(pathname: string): boolean {
  return OWN_ADDRESSES.includes(pathname.replace(/\/+$/, ''));
}

/** The site that sent the person here; null where the browser does not tell, or where it was this one. */
export function cameFrom(referrer: string, ownOrigin: string): string | null {
  if (!/^https?:/.test(referrer) || !URL.canParse(referrer)) return null;
  return new URL(referrer).origin === ownOrigin ? null : referrer;
}

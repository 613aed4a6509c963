/**
 * Where to go after signing in. Only addresses of this dashboard: `next` comes from the address bar, and anybody can
 * write one.
 */
export function destinationOf(next: string | null): string {
  return next?.startsWith('/') && !/^\/[/\\]/.test(next) ? next : '/';
}

const LABEL = '(?!-)[a-z0-9-]{1,63}(?<!-)';
const DOMAIN = new RegExp(`^(?:${LABEL}\\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]$`);

/** The domain in what was typed: people paste addresses of mails and pages too. */
export function tidyDomain(typed: string): string {
  const bare = typed.trim().toLowerCase();
  return bare
    .replace(/^https?:\/\//, '')
    .replace(/^.*@/, '')
    .replace(/[/?#].*$/, '')
    .replace(/\.$/, '');
}

export function isDomain(name: string): boolean {
  return name.length <= 253 && DOMAIN.test(name);
}

import { useLayoutEffect, useState } from 'react';

/**
 * A part of the address behind `#`, where mailed links carry their token: servers and proxies never see it. It is
 * taken out of the address at once, so that it stays neither in the history nor in a link somebody copies.
 */
export function useLinkPart(name: string): string | null {
  const [part] = useState(() => partOf(location.hash, name));
  useLayoutEffect(() => {
    if (partOf(location.hash, name) === null) return;
    // The router keeps its own place in the history's state.
    history.replaceState(history.state, '', location.pathname + location.search);
  }, [name]);
  return part;
}

export function partOf(hash: string, name: string): string | null {
  return new URLSearchParams(hash.replace(/^#/, '')).get(name) || null;
}

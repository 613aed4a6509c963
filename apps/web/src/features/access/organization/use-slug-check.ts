import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { call } from '../../../lib/api.ts';
import { isSlug } from './slug.ts';

/** `own`: it is the organization's already; `unknown`: the server could not say, sending the form will tell. */
export type SlugCheck = 'empty' | 'own' | 'invalid' | 'checking' | 'free' | 'taken' | 'unknown';

const PAUSE_MS = 300;

/** Whether a short name can be had, asked once typing pauses. */
export function useSlugCheck(slug: string, own?: string): SlugCheck {
  const settled = useSettled(slug);
  const worthAsking = isSlug(settled) && settled !== own;
  const check = useQuery({
    queryKey: ['slug', settled],
    queryFn: async ({ signal }) =>
      (await call('GET /api/v1/organizations/slugs/{slug}', { params: { slug: settled } }, { signal })).data,
    enabled: worthAsking,
    throwOnError: false,
    retry: false,
  });
  if (!slug) return 'empty';
  if (slug === own) return 'own';
  if (!isSlug(slug)) return 'invalid';
  if (slug !== settled || check.isPending) return 'checking';
  if (check.isError) return 'unknown';
  return check.data.available ? 'free' : 'taken';
}

function useSettled(text: string): string {
  const [settled, setSettled] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(text), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [text]);
  return settled;
}

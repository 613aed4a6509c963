import { useFormat } from '../lib/use-format.ts';
import { useNow } from '../lib/use-now.ts';

const REFRESH_MS = 30_000;

/** “3 hours ago”, with the exact time on hover. `at` is an RFC 3339 time. */
export function RelativeTime({ at, className }: { at: string; className?: string }) {
  const format = useFormat();
  const now = useNow(REFRESH_MS);
  return (
    <time dateTime={at} title={format.exact(at)} className={className}>
      {format.relative(Date.parse(at), now)}
    </time>
  );
}

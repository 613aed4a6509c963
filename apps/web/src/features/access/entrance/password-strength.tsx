import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { call, type Reply } from '../../../lib/api.ts';
import { cn } from '../../../lib/class-names.ts';
import { LEAST_CHARACTERS, type Level, LEVELS, lengthOf, levelOf } from './strength.ts';
import { useSettled } from './use-settled.ts';

const SETTLED_MS = 400;
type Rating = Reply<'POST /api/v1/auth/password-rating'>['data'];

const COLOURS: Record<Level, string> = {
  very_weak: 'bg-bad-solid',
  weak: 'bg-bad-solid',
  fair: 'bg-warn-solid',
  good: 'bg-good-solid',
  strong: 'bg-good-solid',
};

/** How good a password is, asked of the server once typing has paused. Says nothing when that cannot be told. */
export function PasswordStrength({ password, known }: { password: string; known: readonly string[] }) {
  const { t } = useTranslation('entrance');
  const settled = useSettled(password, SETTLED_MS);
  const isLongEnough = lengthOf(settled) >= LEAST_CHARACTERS;
  const rating = useQuery({
    queryKey: ['password-rating', settled, ...known],
    queryFn: async ({ signal }): Promise<Rating> => {
      const words = known.filter(Boolean).slice(0, 5);
      return (
        await call('POST /api/v1/auth/password-rating', { body: { password: settled, known: words } }, { signal })
      ).data;
    },
    enabled: isLongEnough,
    // The password must not stay in memory longer than the form.
    gcTime: 0,
    retry: false,
    throwOnError: false,
    refetchOnWindowFocus: false,
    placeholderData: keepPreviousData,
  });
  const level = isLongEnough && rating.data ? levelOf(rating.data.score, rating.data.accepted) : null;
  return (
    <div role="status" className="flex min-h-5 flex-col gap-1 text-xs text-ink-muted">
      {password && isLongEnough && level ? <Meter level={level} /> : null}
      {level && rating.data ? <Remark rating={rating.data} /> : null}
      {password && !isLongEnough && settled === password ? t('password.short', { count: LEAST_CHARACTERS }) : null}
    </div>
  );
}

function Meter({ level }: { level: Level }) {
  const { t } = useTranslation('entrance');
  const at = LEVELS.indexOf(level);
  return (
    <span className="flex items-center gap-2">
      <span aria-hidden="true" className="flex flex-1 gap-1">
        {LEVELS.map((name, index) => (
          <span key={name} className={cn('h-1 flex-1 rounded-full', index <= at ? COLOURS[level] : 'bg-line-strong')} />
        ))}
      </span>
      <span className="shrink-0">
        <span className="sr-only">{t('password.strength')} </span>
        {t(`password.level.${level}`)}
      </span>
    </span>
  );
}

function Remark({ rating }: { rating: Rating }) {
  const { t } = useTranslation('entrance');
  const [problem] = rating.problems;
  if (problem) return <span className="text-bad-text">{t(`refused.${problem}`)}</span>;
  return rating.breach_check === 'skipped' ? <span>{t('password.breach_skipped')}</span> : null;
}

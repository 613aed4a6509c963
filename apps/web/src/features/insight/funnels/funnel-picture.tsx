import { ArrowDown } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../../lib/use-format.ts';
import type { FunnelRow } from './funnel-rows.ts';

/** Bars as long as many entered; the pale rest saw the stage and did not. Reads as a list where it cannot be seen. */
export function FunnelPicture({ rows, label }: { rows: FunnelRow[]; label: string }) {
  return (
    <ol aria-label={label} className="flex flex-col">
      {rows.map((row, index) => (
        <li key={row.key}>
          {index > 0 || row.lost > 0 ? <Between row={row} first={index === 0} /> : null}
          <Stage row={row} number={index + 1} />
        </li>
      ))}
    </ol>
  );
}

function Stage({ row, number }: { row: FunnelRow; number: number }) {
  const { t } = useTranslation('funnels');
  const format = useFormat();
  return (
    <div>
      <div className="flex items-baseline justify-between gap-4">
        <h3 className="flex min-w-0 items-baseline gap-2 font-medium text-ink">
          <span data-figures className="shrink-0 text-xs font-normal text-ink-muted">
            {number}
          </span>
          <span className="min-w-0 truncate" title={row.title}>
            {row.title}
          </span>
        </h3>
        <p data-figures className="shrink-0 text-right">
          <span className="text-base font-semibold text-ink">{format.number(row.entered)}</span>
          {row.overall === null ? null : (
            <span className="ml-2 inline-block min-w-12 text-ink-muted">{format.percent(row.overall)}</span>
          )}
        </p>
      </div>
      <svg
        aria-hidden="true"
        width="100%"
        height="24"
        preserveAspectRatio="none"
        className="mt-1 block overflow-hidden rounded-md"
      >
        <rect width="100%" height="24" className="fill-sunken" />
        <rect width={`${row.sawWidth * 100}%`} height="24" className="fill-accent-soft" />
        <rect width={`${row.enteredWidth * 100}%`} height="24" className="fill-accent" />
      </svg>
      <p className="sr-only">{t('picture.saw', { saw: format.number(row.saw) })}</p>
    </div>
  );
}

function Between({ row, first }: { row: FunnelRow; first: boolean }) {
  const { t } = useTranslation('funnels');
  const format = useFormat();
  const { saw, lost, lostShare, conversion, median_seconds: median, p90_seconds: p90 } = row;
  return (
    <div
      data-figures
      className={`flex flex-wrap items-baseline gap-x-4 gap-y-0.5 pb-2 pl-5 text-xs text-ink-muted ${first ? '' : 'pt-2'}`}
    >
      <span className="relative">
        <ArrowDown aria-hidden="true" className="absolute top-0.5 -left-5 size-3 text-ink-faint" />
        {conversion === null
          ? t('picture.nobody')
          : t('picture.conversion', { share: format.percent(conversion), saw: format.number(saw) })}
      </span>
      {lost > 0 && lostShare !== null ? (
        <span className="text-bad-text">
          {t('picture.lost', { lost: format.number(lost), share: format.percent(lostShare) })}
        </span>
      ) : null}
      {median === null || p90 === null || first ? null : (
        <span>
          {p90 < 1
            ? t('picture.at_once')
            : t('picture.time', { median: format.duration(median), p90: format.duration(p90) })}
        </span>
      )}
    </div>
  );
}

import { type PointerEvent, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../../lib/use-format.ts';
import { apart, countTicks, linear, linePath, shortDay, spacedIndices, useWidth } from '../charts/index.ts';
import type { Overview } from './overview-query.ts';

type Trend = Overview['trend'];

const HEIGHT = 220;
const TOP = 8;
const BOTTOM = 24;
const LEFT = 36;
const LABEL_GAP = 16;
const TICKS = 4;
/** A day's name needs this much room. */
const DAY_WIDTH = 72;

/** Started and completed per day. The two lines differ in thickness and lightness too, and carry their names. */
export function TrendChart({ trend }: { trend: Trend }) {
  const [frame, width] = useWidth<HTMLDivElement>();
  return (
    <div ref={frame} className="relative h-[220px]">
      {width > 0 ? <TrendPicture trend={trend} width={width} /> : null}
    </div>
  );
}

function TrendPicture({ trend, width }: { trend: Trend; width: number }) {
  const { t, i18n } = useTranslation('overview');
  const titleId = useId();
  const [at, setAt] = useState<number | null>(null);
  const started = t('trend.started');
  const completed = t('trend.completed');
  const right = Math.max(started.length, completed.length) * 7 + 14;
  const ticks = countTicks(Math.max(0, ...trend.flatMap((day) => [day.started, day.completed])), TICKS);
  const x = linear([0, Math.max(1, trend.length - 1)], [LEFT, width - right]);
  const y = linear([0, ticks.at(-1) ?? 1], [HEIGHT - BOTTOM, TOP]);
  const last = trend.at(-1) ?? { started: 0, completed: 0 };
  const [startedY, completedY] = apart(y(last.started), y(last.completed), LABEL_GAP, [TOP + 4, HEIGHT - BOTTOM]);
  const follow = (event: PointerEvent<SVGSVGElement>) => {
    const place = linear([LEFT, width - right], [0, trend.length - 1])(event.nativeEvent.offsetX);
    setAt(Math.min(trend.length - 1, Math.max(0, Math.round(place))));
  };
  const completedPoints = trend.map((day, index) => [x(index), y(day.completed)] as const);
  return (
    <>
      <svg
        role="img"
        aria-labelledby={titleId}
        width={width}
        height={HEIGHT}
        onPointerMove={follow}
        onPointerLeave={() => setAt(null)}
        className="block touch-pan-y overflow-visible text-2xs"
      >
        <title id={titleId}>{t('trend.summary', sumsOf(trend))}</title>
        <Grid ticks={ticks} y={y} width={width - right} />
        {spacedIndices(trend.length, Math.floor((width - right - LEFT) / DAY_WIDTH)).map((index) => (
          <text key={index} x={x(index)} y={HEIGHT - 6} textAnchor="middle" className="fill-ink-muted">
            {shortDay(i18n.language, trend[index]?.day ?? '')}
          </text>
        ))}
        <path
          d={`${linePath(completedPoints)}L${x(trend.length - 1)},${y(0)}L${x(0)},${y(0)}Z`}
          className="fill-accent-soft"
        />
        <path
          d={linePath(trend.map((day, index) => [x(index), y(day.started)]))}
          className="fill-none stroke-neutral-solid"
          strokeWidth={1.5}
        />
        <path
          d={linePath(completedPoints)}
          className="fill-none stroke-accent"
          strokeWidth={2.5}
          strokeLinejoin="round"
        />
        {at === null ? null : <Crosshair x={x(at)} day={trend[at]} y={y} />}
        <text x={width - right + 8} y={startedY + 4} className="fill-ink-muted font-medium">
          {started}
        </text>
        <text x={width - right + 8} y={completedY + 4} className="fill-accent-text font-medium">
          {completed}
        </text>
      </svg>
      {at === null ? null : <DayNote day={trend[at]} left={x(at)} width={width} />}
    </>
  );
}

function Grid({ ticks, y, width }: { ticks: number[]; y: (value: number) => number; width: number }) {
  const format = useFormat();
  return ticks.map((tick) => (
    <g key={tick}>
      <line
        x1={LEFT}
        x2={width}
        y1={y(tick)}
        y2={y(tick)}
        className={tick === 0 ? 'stroke-line-strong' : 'stroke-line'}
      />
      <text x={LEFT - 8} y={y(tick) + 4} textAnchor="end" data-figures className="fill-ink-muted">
        {format.compact(tick)}
      </text>
    </g>
  ));
}

function Crosshair({ x, day, y }: { x: number; day: Trend[number] | undefined; y: (value: number) => number }) {
  if (!day) return null;
  return (
    <g className="pointer-events-none">
      <line x1={x} x2={x} y1={TOP} y2={HEIGHT - BOTTOM} className="stroke-line-control" />
      <circle cx={x} cy={y(day.started)} r={3} className="fill-surface stroke-neutral-solid" strokeWidth={2} />
      <circle cx={x} cy={y(day.completed)} r={3.5} className="fill-accent stroke-surface" strokeWidth={1.5} />
    </g>
  );
}

function DayNote({ day, left, width }: { day: Trend[number] | undefined; left: number; width: number }) {
  const { t, i18n } = useTranslation('overview');
  const format = useFormat();
  if (!day) return null;
  return (
    <div
      aria-hidden="true"
      className="pointer-events-none absolute top-1 z-10 rounded-md border bg-raised px-2.5 py-1.5 text-xs whitespace-nowrap shadow-overlay"
      style={left > width / 2 ? { right: width - left + 10 } : { left: left + 10 }}
    >
      <p className="font-medium text-ink">{shortDay(i18n.language, day.day)}</p>
      <p data-figures className="text-ink-muted">
        {t('trend.started')} <span className="font-medium text-ink">{format.number(day.started)}</span>
      </p>
      <p data-figures className="text-accent-text">
        {t('trend.completed')} <span className="font-medium">{format.number(day.completed)}</span>
      </p>
    </div>
  );
}

function sumsOf(trend: Trend) {
  return {
    started: trend.reduce((sum, day) => sum + day.started, 0),
    completed: trend.reduce((sum, day) => sum + day.completed, 0),
    count: trend.length,
  };
}

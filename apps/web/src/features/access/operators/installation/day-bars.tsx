import { type PointerEvent, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../../../lib/use-format.ts';
import { countTicks, linear, shortDay, useWidth } from '../../../insight/charts/index.ts';

interface Day {
  date: string;
  value: number;
}

/** What a day, or whatever stands in its place, is called. */
type TextOf = (date: string) => string;

const HEIGHT = 112;
const TOP = 6;
const BOTTOM = 20;
const LEFT = 32;
const TICKS = 2;
const WIDEST_BAR = 14;

interface DayBarsProps {
  title: string;
  days: Day[];
  textOf?: TextOf;
}

/** One figure by day, with its sum above; pointing at a day writes that day's figure instead. */
export function DayBars({ title, days, ...given }: DayBarsProps) {
  const { t, i18n } = useTranslation('operators');
  const { textOf = (date) => shortDay(i18n.language, date) } = given;
  const format = useFormat();
  const id = useId();
  const [frame, width] = useWidth<HTMLDivElement>();
  const [at, setAt] = useState<number | null>(null);
  const sum = days.reduce((total, { value }) => total + value, 0);
  const day = at === null ? undefined : days[at];
  return (
    <figure aria-labelledby={id} className="min-w-0">
      <figcaption className="mb-1.5 flex items-baseline justify-between gap-3">
        <span id={id} className="min-w-0 truncate font-medium text-ink">
          {title}
        </span>
        <span data-figures className="shrink-0 text-xs text-ink-muted">
          {day ? `${textOf(day.date)}: ` : null}
          <span className="font-medium text-ink">{format.number(day?.value ?? sum)}</span>
          {day ? null : ` ${t('days.in_all')}`}
        </span>
      </figcaption>
      <div ref={frame} style={{ height: HEIGHT }} className="relative">
        {sum === 0 ? (
          <p className="absolute inset-x-0 top-8 text-center text-xs text-ink-muted">{t('days.none')}</p>
        ) : null}
        {width > 0 ? (
          <Bars
            days={days}
            width={width}
            label={`${title}: ${format.number(sum)}`}
            at={at}
            onAt={setAt}
            textOf={textOf}
          />
        ) : null}
      </div>
    </figure>
  );
}

interface BarsProps {
  days: Day[];
  width: number;
  label: string;
  at: number | null;
  onAt: (index: number | null) => void;
  textOf: TextOf;
}

function Bars({ days, width, label, at, onAt, textOf }: BarsProps) {
  const format = useFormat();
  const ends = [days[0], days.at(-1)].map((day) => (day ? textOf(day.date) : ''));
  const most = Math.max(0, ...days.map(({ value }) => value));
  const ticks = most === 0 ? [0] : countTicks(most, TICKS);
  const y = linear([0, ticks.at(-1) || 1], [HEIGHT - BOTTOM, TOP]);
  const room = (width - LEFT) / Math.max(1, days.length);
  const bar = Math.min(WIDEST_BAR, Math.max(1, room * 0.7));
  const follow = ({ nativeEvent }: PointerEvent<SVGSVGElement>) => {
    const index = Math.floor((nativeEvent.offsetX - LEFT) / room);
    onAt(index >= 0 && index < days.length ? index : null);
  };
  return (
    <svg
      role="img"
      aria-label={label}
      width={width}
      height={HEIGHT}
      onPointerMove={follow}
      onPointerLeave={() => onAt(null)}
      className="block touch-pan-y text-2xs"
    >
      {ticks.map((tick) => (
        <g key={tick}>
          <line
            x1={LEFT}
            x2={width}
            y1={y(tick)}
            y2={y(tick)}
            className={tick === 0 ? 'stroke-line-strong' : 'stroke-line'}
          />
          <text x={LEFT - 8} y={y(tick) + 3} textAnchor="end" data-figures className="fill-ink-muted">
            {format.compact(tick)}
          </text>
        </g>
      ))}
      {days.map(({ date, value }, index) => (
        <rect
          key={date}
          x={LEFT + index * room + (room - bar) / 2}
          y={y(value)}
          width={bar}
          height={y(0) - y(value)}
          rx={Math.min(2, bar / 2)}
          className={index === at ? 'fill-ink' : 'fill-accent'}
        />
      ))}
      <text x={LEFT} y={HEIGHT - 4} className="fill-ink-muted">
        {ends[0]}
      </text>
      <text x={width} y={HEIGHT - 4} textAnchor="end" className="fill-ink-muted">
        {ends[1]}
      </text>
    </svg>
  );
}

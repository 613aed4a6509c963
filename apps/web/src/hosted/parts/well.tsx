import type { CSSProperties } from 'react';

/** Ledges of the well as squares, from the rim inward; each stands nearer to the one below, as seen from the edge. */
const LEDGES = [
  { depth: 0, x: 2, y: 2, size: 116, round: 16 },
  { depth: 1, x: 14, y: 22, size: 92, round: 13 },
  { depth: 2, x: 26, y: 42, size: 68, round: 10 },
];

/** Share of its full size that the water has before the first step. */
const LOW = 0.45;

export interface WellProps {
  /** 0–100: how high the water stands; at 100 the ledges are lit too. */
  percent: number;
  /** Plays once, within 1.2 s; stands still for people who asked for less motion. */
  celebrates?: boolean;
  className?: string;
}

/** The stepwell: nested square steps leading down to water. Decorative; progress is told in words beside it. */
export function Well({ percent, celebrates = false, className = '' }: WellProps) {
  const isFull = percent >= 100;
  const height = LOW + (1 - LOW) * Math.min(1, Math.max(0, percent / 100));
  return (
    <svg
      viewBox="0 0 120 120"
      aria-hidden="true"
      data-full={isFull || undefined}
      className={`${className} ${celebrates ? 'well-celebrates' : ''}`}
    >
      {LEDGES.map(({ depth, x, y, size, round }) => (
        <rect
          key={depth}
          x={x}
          y={y}
          width={size}
          height={size}
          rx={round}
          className="well-ledge"
          style={{ '--depth': depth } as CSSProperties}
        />
      ))}
      <g transform={`translate(60 106) scale(${height})`}>
        <rect x="-22" y="-44" width="44" height="44" rx="7" className="well-water" />
        {isFull ? (
          <path d="m-11-21 8 8 15-17" className="well-check" pathLength="1" />
        ) : (
          <path d="M-13-26q4.3-4 8.6 0t8.6 0 8.6 0M-9-15q4.3-4 8.6 0t8.6 0" className="well-glint" />
        )}
      </g>
    </svg>
  );
}

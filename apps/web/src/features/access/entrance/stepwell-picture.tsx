const SIZE = 640;
const TERRACES = 8;
/** How far each terrace lies inside the one above: at its sides, and at the wall that is seen from the edge. */
const SIDE = 30;
const WALL = 50;
const FLIGHT = 60;

const terraces = Array.from({ length: TERRACES }, (_, depth) => ({
  depth,
  left: depth * SIDE,
  top: depth * WALL,
  width: SIZE - depth * SIDE * 2,
  height: SIZE - depth * (WALL + SIDE / 3),
}));

/** The well, drawn as one looks down into it: terraces with flights of stairs, water at the bottom. Decorative. */
export function StepwellPicture() {
  return (
    <div aria-hidden="true" className="relative hidden overflow-hidden border-l border-sand-line bg-sand lg:block">
      <svg viewBox={`0 0 ${SIZE} ${SIZE}`} preserveAspectRatio="xMidYMid slice" className="absolute inset-0 size-full">
        {terraces.map((terrace) => (
          <g key={terrace.depth} className="stroke-sand-line">
            <rect
              x={terrace.left}
              y={terrace.top}
              width={terrace.width}
              height={terrace.height}
              style={{ fill: `color-mix(in oklab, var(--sand-deep) ${terrace.depth * 10}%, var(--sand))` }}
            />
            <path d={flightsOf(terrace.left, terrace.top, terrace.width)} fill="none" />
          </g>
        ))}
        <Water />
      </svg>
    </div>
  );
}

function Water() {
  const left = TERRACES * SIDE;
  const top = TERRACES * WALL;
  return (
    <>
      <rect
        x={left}
        y={top}
        width={SIZE - left * 2}
        height={SIZE - top - TERRACES * (SIDE / 3)}
        className="fill-accent"
      />
      <g className="fill-surface" opacity="0.3">
        <rect x={left + 48} y={top + 40} width={64} height={3} rx={1.5} />
        <rect x={left + 64} y={top + 56} width={32} height={3} rx={1.5} />
      </g>
    </>
  );
}

/** Stepped pyramids side by side along a wall, as many as fit, centred. */
function flightsOf(left: number, top: number, width: number): string {
  const count = Math.floor((width - SIDE * 2) / FLIGHT);
  const start = left + (width - count * FLIGHT) / 2;
  const rise = WALL / 5;
  const tread = FLIGHT / 10;
  const up = `v${-rise} h${tread} `.repeat(5);
  const down = `h${tread} v${rise} `.repeat(5);
  return Array.from({ length: count }, (_, at) => `M${start + at * FLIGHT},${top + WALL} ${up}${down}`).join(' ');
}

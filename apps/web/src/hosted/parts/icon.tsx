const RING = 'M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18Z';

/** Strokes on a grid of 24. */
const STROKES = {
  'arrow-left': 'M20 12H4m6-6-6 6 6 6',
  'arrow-right': 'M4 12h16m-6-6 6 6-6 6',
  'chevron-down': 'm6 9 6 6 6-6',
  'chevron-right': 'm9 6 6 6-6 6',
  check: 'm5 12.5 4.5 4.5L19 7.5',
  close: 'm6 6 12 12M18 6 6 18',
  alert: `${RING}m0 4.5v5m0 3.5v.01`,
  info: `${RING}m0 8v5m0-8.5v.01`,
  good: `${RING}m-3.5 9.2 2.4 2.4 4.6-5`,
  clock: `${RING}m0 4.5V12l3 2`,
  nothing: `${RING}M8 12h8`,
  globe: `${RING}M3.3 12h17.4M12 3c2.5 2.5 3.7 5.6 3.7 9s-1.2 6.5-3.7 9c-2.5-2.5-3.7-5.6-3.7-9S9.5 5.5 12 3Z`,
  hourglass: 'M7 3h10M7 21h10M8 3v3.5c0 1.6 4 3.6 4 5.5s-4 3.9-4 5.5V21M16 3v3.5c0 1.6-4 3.6-4 5.5s4 3.9 4 5.5V21',
  lock: 'M6 11h12v9H6zM8.5 11V8a3.5 3.5 0 0 1 7 0v3',
  unlocked: 'M6 11h12v9H6zM8.5 11V8a3.5 3.5 0 0 1 6.8-1.2',
  skip: 'm6 6 8 6-8 6zM18 6v12',
  pen: 'm4 20 1-4L16 5l3 3L8 19zM13.5 7.5l3 3',
  offline: 'm3 3 18 18M8.5 15.6a5 5 0 0 1 5.6-.9M5 12a10 10 0 0 1 4.4-2.6M14 9.3a10 10 0 0 1 5 2.7M12 19.3v.01',
  'cloud-off': 'm4 4 16 16M7 9.2A4.5 4.5 0 0 0 7.5 18H16M10 6.6a5.5 5.5 0 0 1 7.4 4.4 3.6 3.6 0 0 1 2.4 5.2',
  leave: 'M10 4H5v16h5M15 8l4 4-4 4M19 12H9',
  'bell-off': 'm4 4 16 16M16.5 16.5H6L7.5 14v-4c0-.6.1-1.2.3-1.7M10 5.9a4.5 4.5 0 0 1 6.5 4.1v2.5M10.5 20h3',
  bookmark: 'M7 4h10v16l-5-4-5 4z',
  'link-off': 'm10.5 7 1.7-1.7a4 4 0 0 1 5.6 5.6L16 12.7M13.5 17l-1.7 1.7a4 4 0 0 1-5.6-5.6L8 11.3M4 4l16 16',
  'not-found': 'M10.5 4a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13ZM15.5 15.5 20 20M8.5 8.5l4 4m0-4-4 4',
  warning: 'M12 4 2.8 20h18.4zM12 10v4.5m0 2.5v.01',
  external: 'M14 4h6v6M20 4l-9 9M11 5H5v14h14v-6',
  refresh: 'M19.5 12a7.5 7.5 0 1 1-2.2-5.3L20 9.4M20 4.5v4.9h-4.9',
  undo: 'M4.5 12a7.5 7.5 0 1 0 2.2-5.3L4 9.4M4 4.5v4.9h4.9',
  list: 'M11 6h9M11 12h9M11 18h9M4 6l1 1 2-2M4 12l1 1 2-2M4 18l1 1 2-2',
  save: 'M12 4v10m-4-4 4 4 4-4M5 19h14',
};

export type IconName = keyof typeof STROKES;

/** A small picture beside words that say the same. */
export function Icon({ name, className = 'size-5' }: { name: IconName; className?: string }) {
  return (
    <svg
      viewBox="0 0 24 24"
      aria-hidden="true"
      className={`shrink-0 ${className}`}
      fill="none"
      stroke="currentColor"
      strokeWidth="1.9"
      strokeLinecap="round"
      strokeLinejoin="round"
    >
      <path d={STROKES[name]} />
    </svg>
  );
}

import type { Finding } from './finding.ts';
import type { SourceFile } from './source-files.ts';

const ROOM = /^apps\/server\/src\/modules\/([^/]+)\/([^/]+)\//;
const TEST = /\.test\.ts$/;

const ROOM_CYCLE = 'rooms-form-no-cycle';
const WING_CYCLE = 'wings-form-no-cycle';
export const CYCLE_RULES = [ROOM_CYCLE, WING_CYCLE];

type Wire = { readonly from: string; readonly to: string; readonly path: string };

/** Rooms, and wings, that need each other in a circle. Imports of types count: a circle of types is one to the reader too. */
export function roomCycles(files: readonly SourceFile[]): Finding[] {
  return [
    ...cyclesAmong(files, ROOM_CYCLE, ([, wing, room]) => `${wing}/${room}`),
    ...cyclesAmong(files, WING_CYCLE, ([, wing]) => `${wing}`),
  ];
}

function cyclesAmong(
  files: readonly SourceFile[],
  rule: string,
  nameOf: (place: RegExpExecArray) => string,
): Finding[] {
  const wires = files.filter(({ path }) => !TEST.test(path)).flatMap((file) => wiresOf(file, nameOf));
  const told = new Set<string>();
  const findings: Finding[] = [];
  for (const start of [...new Set(wires.map(({ from }) => from))].sort()) {
    const cycle = told.has(start) ? undefined : shortestCycle(start, wires);
    if (cycle === undefined) continue;
    for (const { from } of cycle) told.add(from);
    const via = cycle.map(({ from, to, path }) => `${from} → ${to} in ${path}`).join('; ');
    findings.push({ rule, path: cycle[0]?.path ?? start, message: via });
  }
  return findings;
}

function wiresOf({ path, imports }: SourceFile, nameOf: (place: RegExpExecArray) => string): Wire[] {
  const place = ROOM.exec(path);
  if (place === null) return [];
  const from = nameOf(place);
  return imports.flatMap(({ target }) => {
    const there = ROOM.exec(target);
    const to = there === null ? from : nameOf(there);
    return to === from ? [] : [{ from, to, path }];
  });
}

/** Breadth first, so that the circle named is the one that is easiest to see. */
function shortestCycle(start: string, wires: readonly Wire[]): Wire[] | undefined {
  const seen = new Set<string>();
  let trails: Wire[][] = wires.filter(({ from }) => from === start).map((wire) => [wire]);
  while (trails.length > 0) {
    const back = trails.find((trail) => trail.at(-1)?.to === start);
    if (back !== undefined) return back;
    trails = trails.flatMap((trail) => {
      const here = trail.at(-1)?.to ?? start;
      if (seen.has(here)) return [];
      seen.add(here);
      return wires.filter(({ from }) => from === here).map((wire) => [...trail, wire]);
    });
  }
  return undefined;
}

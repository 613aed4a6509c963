import type { SourceFile } from './boundaries/source-files.ts';

/** Importing one of these means asking for a running PostgreSQL. */
const DATABASE = [
  /^apps\/server\/src\/testing\/template-database\.ts$/,
  /^apps\/server\/src\/platform\/database\/embedded\.ts$/,
];
/** And these mean starting a program, which takes its time. */
const PROGRAMS = /^node:(child_process|worker_threads)$/;
const TEST = /\.test\.tsx?$/;
/** The database room exports the embedded server beside the types everybody needs. */
const DOORS = /^apps\/server\/src\/platform\/database\/index\.ts$/;

/** The tests that need no database and start no program, told by what they import, directly or through others. */
export function quickTests(files: readonly SourceFile[]): string[] {
  const byPath = new Map(files.map((file) => [file.path, file]));
  return files
    .filter(({ path }) => TEST.test(path) && !path.startsWith('e2e/') && isQuick(path, byPath))
    .map(({ path }) => path);
}

function isQuick(test: string, byPath: ReadonlyMap<string, SourceFile>): boolean {
  const reached = new Set([test]);
  for (const path of reached) {
    for (const { target, kind } of byPath.get(path)?.imports ?? []) {
      if (kind === 'type' || (path !== test && DOORS.test(target))) continue;
      if (DATABASE.some((place) => place.test(target)) || (path === test && PROGRAMS.test(target))) return false;
      reached.add(target);
    }
  }
  return true;
}

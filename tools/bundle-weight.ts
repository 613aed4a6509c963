/** What Vite's manifest says of one chunk. */
export type Chunk = {
  readonly file: string;
  readonly src?: string;
  readonly isDynamicEntry?: boolean;
  readonly imports?: readonly string[];
  readonly css?: readonly string[];
};
export type Manifest = Readonly<Record<string, Chunk>>;

export type Weight = { readonly what: string; readonly bytes: number; readonly budget: number };

const KB = 1_000;
const MAIN_JS = 200 * KB;
const MAIN_CSS = 50 * KB;
const ROUTE_JS = 100 * KB;
const HOSTED_JS = 90 * KB;
const DASHBOARD = 'index.html';
const HOSTED = 'hosted.html';

/** What a visitor downloads, against its budget. `sizeOf` gives the compressed size of a built file in bytes. */
export function weigh(manifest: Manifest, sizeOf: (file: string) => number): Weight[] {
  const total = (files: Iterable<string>) => [...files].reduce((sum, file) => sum + sizeOf(file), 0);
  const dashboard = loadedWith(manifest, DASHBOARD);
  const hosted = loadedWith(manifest, HOSTED);
  const language = Math.max(0, ...hostedLanguages(manifest).map(sizeOf));
  return [
    { what: 'dashboard, main JS', bytes: total(dashboard.js), budget: MAIN_JS },
    { what: 'dashboard, CSS', bytes: total(dashboard.css), budget: MAIN_CSS },
    { what: 'hosted flow, first load JS', bytes: total(hosted.js) + language, budget: HOSTED_JS },
    { what: 'hosted flow, CSS', bytes: total(hosted.css), budget: MAIN_CSS },
    ...lazyEntries(manifest).map(([key, { src = key }]) => {
      const known = src.startsWith('src/hosted/') ? hosted : dashboard;
      const added = [...loadedWith(manifest, key).js].filter((file) => !known.js.has(file));
      return { what: `route ${src}`, bytes: total(added), budget: ROUTE_JS };
    }),
  ];
}

/** The files that a chunk needs before it runs. */
function loadedWith(manifest: Manifest, key: string): { js: Set<string>; css: Set<string> } {
  const js = new Set<string>();
  const css = new Set<string>();
  const visit = (name: string) => {
    const chunk = manifest[name];
    if (chunk === undefined) throw new Error(`the build has no ${name}`);
    if (js.has(chunk.file)) return;
    js.add(chunk.file);
    for (const file of chunk.css ?? []) css.add(file);
    for (const needed of chunk.imports ?? []) visit(needed);
  };
  visit(key);
  return { js, css };
}

function lazyEntries(manifest: Manifest): [string, Chunk][] {
  return Object.entries(manifest).filter(
    ([, { isDynamicEntry, src }]) => isDynamicEntry === true && src?.endsWith('.json') !== true,
  );
}

/** One of them is fetched at every first load. */
function hostedLanguages(manifest: Manifest): string[] {
  return Object.values(manifest)
    .filter(({ src }) => /^src\/hosted\/.*locales\/\w+\.json$/.test(src ?? ''))
    .map(({ file }) => file);
}

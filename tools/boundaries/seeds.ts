import { globSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';

/** A little tree that breaks one rule, beside what is allowed. */
export type Seed = {
  readonly rule: string;
  readonly files: readonly { readonly path: string; readonly text: string; readonly breaks: boolean }[];
};

/** Every seed of `folder`; a seed is named after its rule. Throws when a file belongs to two seeds. */
export function readSeeds(folder: string): Seed[] {
  const seeds = globSync('*.seed', { cwd: folder })
    .sort()
    .map((name) => ({
      rule: basename(name, '.seed'),
      files: parseSeed(readFileSync(join(folder, name), 'utf8')),
    }));
  const paths = seeds.flatMap((seed) => seed.files.map(({ path }) => path));
  const twice = paths.find((path, index) => paths.indexOf(path) !== index);
  if (twice !== undefined) throw new Error(`two seeds plant ${twice}`);
  return seeds;
}

/** `!!! path` begins a file that breaks the rule, `=== path` one that does not; # begins a remark between them. */
function parseSeed(text: string): Seed['files'] {
  const [, ...parts] = text.replace(/^#.*\n/gm, '').split(/^(!!!|===) /m);
  return parts.flatMap((mark, index) => {
    if (index % 2 === 1) return [];
    const [path = '', ...lines] = (parts[index + 1] ?? '').split('\n');
    return [{ path, text: lines.join('\n'), breaks: mark === '!!!' }];
  });
}

import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { cruise, type IFlattenedRuleSet, type IViolation } from 'dependency-cruiser';
import type { Finding } from './finding.ts';
import { type Import, isPath, type SourceFile } from './source-files.ts';

/** What breaks the import rules of .dependency-cruiser.mjs. */
export async function importViolations(files: readonly SourceFile[]): Promise<Finding[]> {
  const tree = await mkdtemp(join(tmpdir(), 'stepwell-imports-'));
  try {
    await writeOutlines(tree, files);
    return (await cruiseTree(tree, files)).map(({ rule, from, to, cycle }) => ({
      rule: rule.name,
      path: from,
      message:
        cycle === undefined ? `imports ${to}` : `imports itself through ${cycle.map(({ name }) => name).join(' → ')}`,
    }));
  } finally {
    await rm(tree, { recursive: true });
  }
}

/** The names of the rules in .dependency-cruiser.mjs. */
export async function importRules(): Promise<string[]> {
  return ((await readRules()).forbidden ?? []).map((rule) => rule.name ?? 'a rule without a name');
}

/** Each file with nothing but its imports, beside an empty file for everything else that is imported by its path. */
async function writeOutlines(tree: string, files: readonly SourceFile[]): Promise<void> {
  const outlines = new Map<string, string>();
  const sources = new Set(files.map((file) => file.path));
  for (const { path, imports } of files) {
    outlines.set(path, imports.map((needed) => statement(path, needed)).join('\n'));
    for (const { target } of imports) if (isPath(target) && !sources.has(target)) outlines.set(target, '');
  }
  for (const folder of new Set([...outlines.keys()].map(dirname))) await mkdir(join(tree, folder), { recursive: true });
  await Promise.all([...outlines].map(([path, text]) => writeFile(join(tree, path), text)));
}

/** Types alone are written as re-exports, so that rules can tell them from what is needed at run time. */
function statement(importer: string, { target, kind }: Import): string {
  const specifier = JSON.stringify(isPath(target) ? relativeSpecifier(importer, target) : target);
  if (kind === 'type') return `export * from ${specifier};`;
  return kind === 'dynamic' ? `import(${specifier});` : `import ${specifier};`;
}

function relativeSpecifier(importer: string, target: string): string {
  return `./${relative(dirname(importer), target)}`;
}

async function cruiseTree(tree: string, files: readonly SourceFile[]): Promise<IViolation[]> {
  const { output } = await cruise(
    files.map((file) => file.path),
    { baseDir: tree, ruleSet: await readRules(), validate: true },
  );
  if (typeof output === 'string') throw new TypeError(output);
  return output.summary.violations;
}

async function readRules(): Promise<IFlattenedRuleSet> {
  const rules = new URL('../../.dependency-cruiser.mjs', import.meta.url);
  const { default: ruleSet } = (await import(rules.href)) as { default: IFlattenedRuleSet };
  return ruleSet;
}

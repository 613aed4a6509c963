import { globSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { parseSync } from 'vite';
import { isNode, type Node, visitNodes } from './syntax.ts';

/** How one file needs another: at run time, for types only, or when a call of `import()` asks for it. */
export type ImportKind = 'value' | 'type' | 'dynamic';

export type Import = {
  /** Path from the root of the tree for files of the tree, else the name of a package or of a Node module. */
  readonly target: string;
  readonly kind: ImportKind;
};

export type SourceFile = {
  /** From the root of the tree, with forward slashes. */
  readonly path: string;
  readonly text: string;
  readonly program: Node;
  readonly imports: readonly Import[];
};

const SOURCES = '{apps,packages,e2e,bench,tools}/**/*.{ts,tsx,mts,mjs}';
const NOT_SOURCES = new Set(['node_modules', 'dist', 'coverage', '.stepwell']);

/** Every source file of the tree under `root`, parsed. Throws when one does not parse. */
export function readSourceFiles(root: string): SourceFile[] {
  const packages = workspacePackages(root);
  return globSync(SOURCES, { cwd: root, exclude: (name) => NOT_SOURCES.has(name) })
    .sort()
    .map((path) => parseSourceFile(path, readFileSync(join(root, path), 'utf8'), packages));
}

/** Whether what is imported is a file of the tree, not a package or a Node module. */
export function isPath(target: string): boolean {
  return /^(apps|packages|e2e|bench|tools|\.\.?)\//.test(target);
}

/** `packages` maps what a workspace package is imported as to the file behind it. */
export function parseSourceFile(path: string, text: string, packages: ReadonlyMap<string, string>): SourceFile {
  const parsed = parseSync(path, text);
  const [mistake] = parsed.errors;
  if (mistake !== undefined) throw new SyntaxError(`${path}: ${mistake.message}`);
  const program: unknown = parsed.program;
  if (!isNode(program)) throw new TypeError(`${path}: the parser gave no program`);
  return { path, text, program, imports: importsOf(path, program, packages) };
}

/** What the workspace packages offer, by the name it is imported with. */
function workspacePackages(root: string): Map<string, string> {
  const found = new Map<string, string>();
  for (const manifest of globSync('{apps,packages}/*/package.json', { cwd: root })) {
    const { name, exports } = JSON.parse(readFileSync(join(root, manifest), 'utf8')) as Manifest;
    for (const [door, file] of Object.entries(exports ?? {})) {
      const target = typeof file === 'string' ? file : file.default;
      found.set(join(name, door), join(dirname(manifest), target));
    }
  }
  return found;
}

type Manifest = { name: string; exports?: Record<string, string | { default: string }> };

function importsOf(path: string, program: Node, packages: ReadonlyMap<string, string>): Import[] {
  const imports: Import[] = [];
  visitNodes(program, (node) => {
    const kind = importKind(node);
    const specifier = isNode(node['source']) ? node['source']['value'] : undefined;
    if (kind !== undefined && typeof specifier === 'string') {
      imports.push({ target: targetOf(path, specifier, packages), kind });
    }
  });
  return imports;
}

function importKind(node: Node): ImportKind | undefined {
  switch (node.type) {
    case 'ImportDeclaration':
      return node['importKind'] === 'type' || onlyTypes(node, 'importKind') ? 'type' : 'value';
    case 'ExportNamedDeclaration':
      return node['exportKind'] === 'type' || onlyTypes(node, 'exportKind') ? 'type' : 'value';
    case 'ExportAllDeclaration':
      return node['exportKind'] === 'type' ? 'type' : 'value';
    case 'ImportExpression':
      return 'dynamic';
    case 'TSImportType':
      return 'type';
    default:
      return undefined;
  }
}

function onlyTypes(node: Node, kindOfEach: 'importKind' | 'exportKind'): boolean {
  const specifiers = Array.isArray(node['specifiers']) ? node['specifiers'].filter(isNode) : [];
  return specifiers.length > 0 && specifiers.every((specifier) => specifier[kindOfEach] === 'type');
}

function targetOf(importer: string, specifier: string, packages: ReadonlyMap<string, string>): string {
  const name = specifier.replace(/\?.*$/, '');
  if (!name.startsWith('.')) return packages.get(name) ?? name;
  return relative('.', join(dirname(importer), name));
}

import type { Finding } from './finding.ts';
import type { SourceFile } from './source-files.ts';
import { STATEMENT_BUILDERS, looksLikeSql } from './sql-text.ts';
import { type Node, isNode, lineAt, visitNodes } from './syntax.ts';

type Law = {
  readonly rule: string;
  /** Files it is asked of. */
  readonly scope: RegExp;
  /** Files or folders (ending in a slash) that may, each with the reason. */
  readonly homes: Readonly<Record<string, string>>;
  /** What is wrong with `node`, if anything. */
  readonly broken: (node: Node) => string | undefined;
};

const NO_TEST = '(?!.*(\\.test\\.tsx?|\\.config\\.ts)$)';
const PRODUCT = new RegExp(`^${NO_TEST}(apps|packages)/`);
const PRODUCT_WITHOUT_TESTING = new RegExp(`^${NO_TEST}(?!.*/testing/)(apps|packages)/`);
const SERVER = new RegExp(`^${NO_TEST}(?!.*/testing/)(?!.*/(repository|read-model)\\.ts$)apps/server/`);

const OPENS_A_CONNECTION = ['WebSocket', 'EventSource'];

const LAWS: readonly Law[] = [
  {
    rule: 'sql-at-home',
    scope: SERVER,
    homes: {
      'apps/server/src/platform/database/': 'opens transactions, migrates and guards roles; that is done in SQL',
      'apps/server/src/platform/outbox/': 'owns the outbox table, which belongs to no room',
      'apps/server/src/modules/onboarding/journeys/step-write.ts':
        'one statement of the hot path, put together from a table of columns with the values that bind to them',
    },
    broken: (node) => {
      const text = textOf(node);
      if (text !== undefined && looksLikeSql(text)) return 'holds SQL';
      const built = node.type === 'CallExpression' ? memberName(node['callee']) : undefined;
      return built !== undefined && STATEMENT_BUILDERS.has(built) ? `builds a query with ${built}` : undefined;
    },
  },
  {
    rule: 'time-from-the-clock',
    scope: PRODUCT,
    homes: {
      'apps/server/src/platform/clock/': 'the server’s clock',
      'apps/web/src/lib/clock.ts': 'the web’s clock',
    },
    broken: (node) => {
      if (isCallOf(node, 'Date', 'now')) return 'reads Date.now()';
      const bare = node.type === 'NewExpression' || node.type === 'CallExpression' ? node : undefined;
      if (bare === undefined || !isIdentifier(bare['callee'], 'Date')) return undefined;
      if (bare.type === 'CallExpression') return 'reads Date()';
      return Array.isArray(bare['arguments']) && bare['arguments'].length === 0 ? 'reads new Date()' : undefined;
    },
  },
  {
    rule: 'ids-from-their-source',
    scope: PRODUCT,
    homes: { 'apps/server/src/platform/ids/': 'makes identifiers and random tokens' },
    broken: (node) => {
      if (isCallOf(node, 'Math', 'random')) return 'draws Math.random()';
      if (node.type === 'CallExpression' && memberName(node['callee']) === 'randomUUID') return 'makes a randomUUID()';
      return node.type === 'ImportSpecifier' && isIdentifier(node['imported'], 'randomUUID')
        ? 'imports randomUUID'
        : undefined;
    },
  },
  {
    rule: 'no-fetch-of-ones-own',
    scope: /^(?!.*\.test\.ts$)(?!.*\/testing\/)apps\/server\/src\//,
    homes: { 'apps/server/src/platform/outbound/': 'calls outside on behalf of everybody' },
    broken: (node) => {
      if (node.type === 'CallExpression' && isIdentifier(node['callee'], 'fetch')) return 'calls fetch()';
      if (node.type === 'NewExpression' && OPENS_A_CONNECTION.some((name) => isIdentifier(node['callee'], name))) {
        return 'opens a connection of its own';
      }
      const isGlobal = isIdentifier(node['object'], 'globalThis') || isIdentifier(node['object'], 'global');
      if (node.type === 'MemberExpression' && isGlobal && memberName(node) === 'fetch') return 'takes the global fetch';
      return handsOnFetch(node) ? 'hands the global fetch on' : undefined;
    },
  },
  {
    rule: 'environment-read-once',
    scope: PRODUCT_WITHOUT_TESTING,
    homes: { 'apps/server/src/main/config.ts': 'reads and checks the environment as a whole' },
    broken: (node) => {
      if (node.type === 'MemberExpression' && memberName(node) === 'env' && isIdentifier(node['object'], 'process')) {
        return 'reads process.env';
      }
      if (node.type === 'VariableDeclarator' && isIdentifier(node['init'], 'process')) return 'takes process apart';
      const imported =
        node.type === 'ImportDeclaration' && isNode(node['source']) ? node['source']['value'] : undefined;
      if (imported !== 'node:process' && imported !== 'process') return undefined;
      return 'imports node:process, whose env is read in one place; use the global process for the rest';
    },
  },
];

export const LAW_RULES = LAWS.map((law) => law.rule);

/** What breaks the laws on SQL, time, ids and the environment. */
export function lawViolations(files: readonly SourceFile[]): Finding[] {
  return files.flatMap((file) =>
    LAWS.filter((law) => isAsked(law, file.path)).flatMap((law) => violationsIn(file, law)),
  );
}

function isAsked(law: Law, path: string): boolean {
  const isHome = (home: string) => (home.endsWith('/') ? path.startsWith(home) : path === home);
  return law.scope.test(path) && !Object.keys(law.homes).some(isHome);
}

function violationsIn({ path, text, program }: SourceFile, { rule, broken }: Law): Finding[] {
  const findings: Finding[] = [];
  visitNodes(program, (node) => {
    const wrong = broken(node);
    if (wrong !== undefined) findings.push({ rule, path, message: `line ${lineAt(text, node.start)}: ${wrong}` });
  });
  return findings;
}

/** A literal's text; what is filled into a template stands as $. */
function textOf(node: Node): string | undefined {
  if (node.type === 'Literal') return typeof node['value'] === 'string' ? node['value'] : undefined;
  if (node.type !== 'TemplateLiteral' || !Array.isArray(node['quasis'])) return undefined;
  return node['quasis'].map((part: { value: { raw: string } }) => part.value.raw).join('$');
}

function isCallOf(node: Node, object: string, method: string): boolean {
  const callee = node.type === 'CallExpression' ? node['callee'] : undefined;
  return isNode(callee) && memberName(callee) === method && isIdentifier(callee['object'], object);
}

/** `b` of `a.b`, `a['b']` or plain `b`. */
function memberName(node: unknown): string | undefined {
  if (!isNode(node)) return undefined;
  const name = node.type === 'MemberExpression' ? node['property'] : node;
  if (!isNode(name)) return undefined;
  const text = name.type === 'Identifier' ? name['name'] : name.type === 'Literal' ? name['value'] : undefined;
  return typeof text === 'string' ? text : undefined;
}

/** `x = fetch`, `f(fetch)`, `a ?? fetch` and `{ send: fetch }`. */
function handsOnFetch(node: Node): boolean {
  const isFetch = (part: unknown) => isIdentifier(part, 'fetch');
  if (node.type === 'VariableDeclarator') return isFetch(node['init']);
  if (node.type === 'LogicalExpression') return isFetch(node['left']) || isFetch(node['right']);
  if (node.type === 'CallExpression') return Array.isArray(node['arguments']) && node['arguments'].some(isFetch);
  if (node.type !== 'ObjectExpression' || !Array.isArray(node['properties'])) return false;
  return node['properties'].some((property: unknown) => isNode(property) && isFetch(property['value']));
}

function isIdentifier(node: unknown, name: string): boolean {
  return isNode(node) && node.type === 'Identifier' && node['name'] === name;
}

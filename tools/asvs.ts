/** The table of the Application Security Verification Standard: what is asked, and which test shows that it is so. */
import { parseSync } from 'vite';
import { isNode, type Node, visitNodes } from './boundaries/syntax.ts';

const STATES = ['tested', 'not_applicable', 'declined', 'open'] as const;

export type Row = {
  readonly id: string;
  readonly level: number;
  /** What the requirement is about, in words of our own. */
  readonly subject: string;
  readonly state: (typeof STATES)[number];
  readonly how: string;
  readonly reason?: string;
  /** `file › describe › title` of each. */
  readonly tests?: readonly string[];
};

/** Throws for rows that are not of the form, with every mistake. */
export function readRows(text: string): Row[] {
  const rows = JSON.parse(text) as Row[];
  const mistakes = rows.flatMap((row) => mistakesOf(row).map((mistake) => `${row.id}: ${mistake}`));
  if (mistakes.length > 0) throw new Error(mistakes.join('\n'));
  return rows;
}

const MEMBERS = ['id', 'level', 'subject', 'state', 'how', 'reason', 'tests'];
const SHORTEST_REASON = 40;
const SHORTEST_ACCOUNT = 20;

function mistakesOf(row: Row): string[] {
  const { id, level, subject, state, how, reason = '', tests = [] } = row;
  const isTested = state === 'tested';
  const rules: [boolean, string][] = [
    [Object.keys(row).every((name) => MEMBERS.includes(name)), 'has a member that nobody knows'],
    [/^\d+\.\d+\.\d+$/.test(id), 'its id is no number of a requirement'],
    [[1, 2, 3].includes(level), 'its level is not 1, 2 or 3'],
    [/^\S+( \S+){2,7}$/.test(subject), 'its subject has not three to eight words'],
    [STATES.includes(state), 'its state is none'],
    [how.length >= SHORTEST_ACCOUNT, 'does not say how'],
    [isTested ? reason === '' : reason.length >= SHORTEST_REASON, 'has a reason too many, or none of 40 characters'],
    [!isTested || tests.length > 0, 'names no test'],
    [state !== 'not_applicable' || tests.length === 0, 'names tests of what there is not'],
  ];
  return rules.filter(([holds]) => !holds).map(([, mistake]) => mistake);
}

const SEPARATOR = ' › ';
export type TitlesOf = (path: string) => ReadonlySet<string>;

/** Those of the references `file › describe › title` that name no test which runs. */
export function unknownTests(references: readonly string[], titlesOf: TitlesOf): string[] {
  return references.filter((reference) => {
    const [path = '', ...titles] = reference.split(SEPARATOR);
    return !titlesOf(path).has(titles.join(SEPARATOR));
  });
}

/** Titles of the tests of a file, with those of the describe blocks around them. What is always skipped is left out. */
export function testTitles(path: string, text: string): Set<string> {
  const titles = new Set<string>();
  const program: unknown = parseSync(path, text).program;
  if (isNode(program)) collect(program, [], titles);
  return titles;
}

function collect(node: Node, around: readonly string[], titles: Set<string>): void {
  const block = blockOf(node);
  if (block?.isSkipped) return;
  const chain = block === undefined ? around : [...around, block.title];
  if (block?.isTest) titles.add(chain.join(SEPARATOR));
  for (const child of Object.values(node).flat()) {
    if (isNode(child)) collect(child, chain, titles);
  }
}

type Block = { readonly title: string; readonly isTest: boolean; readonly isSkipped: boolean };

/** `it('…')`, `describe.each(…)('…')` and the like; undefined for any other node. */
function blockOf(node: Node): Block | undefined {
  if (node.type !== 'CallExpression' || !isNode(node['callee'])) return undefined;
  const [first] = node['arguments'] as unknown[];
  const title = isNode(first) ? textOf(first) : undefined;
  const [root = '', ...modifiers] = namesIn(node['callee']);
  if (title === undefined || !['it', 'test', 'describe'].includes(root)) return undefined;
  const isSkipped = modifiers.includes('skip') || modifiers.includes('todo');
  return { title, isTest: root !== 'describe', isSkipped };
}

/** `test`, `each` of `test.each([…])`. */
function namesIn(callee: Node): string[] {
  const { name, object, property, callee: inner, tag } = callee;
  if (callee.type === 'Identifier') return [String(name)];
  if (isNode(object) && isNode(property)) return [...namesIn(object), String(property['name'])];
  const deeper = inner ?? tag;
  return isNode(deeper) ? namesIn(deeper) : [];
}

function textOf(node: Node): string | undefined {
  if (node.type === 'Literal') return typeof node['value'] === 'string' ? node['value'] : undefined;
  if (node.type !== 'TemplateLiteral') return undefined;
  let text: string | undefined;
  visitNodes(node, ({ type, value }) => {
    if (type === 'TemplateElement') text = `${text ?? ''}${(value as { cooked: string }).cooked}`;
  });
  return text;
}

/** Rows of the page's table: chapter, then how many are in each state, then how many there are. */
export function countsTable(rows: readonly Row[]): string[][] {
  const chapters = [...new Set(rows.map(chapterOf))];
  const lines = chapters.map((chapter) => [chapter, ...countsOf(rows.filter((row) => chapterOf(row) === chapter))]);
  return [...lines, ['all', ...countsOf(rows)]];
}

function countsOf(rows: readonly Row[]): string[] {
  const counts = STATES.map((state) => rows.filter((row) => row.state === state).length);
  return [...counts, rows.length].map(String);
}

export function chapterOf({ id }: Pick<Row, 'id'>): string {
  return `V${id.split('.')[0]}`;
}

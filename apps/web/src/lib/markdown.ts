/** A piece of a line. */
export type Inline =
  | { kind: 'text'; text: string }
  | { kind: 'strong'; children: Inline[] }
  | { kind: 'emphasis'; children: Inline[] }
  | { kind: 'code'; text: string }
  | { kind: 'link'; href: string; children: Inline[] }
  | { kind: 'break' };

export type Block =
  | { kind: 'paragraph'; children: Inline[] }
  | { kind: 'heading'; children: Inline[] }
  | { kind: 'list'; isOrdered: boolean; start: number; items: Inline[][] };

const HEADING = /^#{1,6}\s+(.+?)\s*#*$/;
const BULLET = /^\s{0,3}[-*+]\s+(.*)$/;
const NUMBER = /^\s{0,3}(\d{1,9})[.)]\s+(.*)$/;
/** Beyond this the rest of a line stays plain text, so that no text can make the parser run away. */
const MAX_DEPTH = 4;

/**
 * Reads the small Markdown of flow texts: paragraphs, headings, lists, bold, italics, code, links. Anything else stays
 * as it was typed; HTML is text like any other.
 */
export function parseMarkdown(source: string): Block[] {
  const blocks: Block[] = [];
  for (const chunk of source.replace(/\r\n?/g, '\n').split(/\n[ \t]*\n+/)) blocks.push(...parseChunk(chunk));
  return blocks;
}

function parseChunk(chunk: string): Block[] {
  const blocks: Block[] = [];
  let lines: string[] = [];
  const closeParagraph = () => {
    const text = lines.join('\n').trim();
    if (text) blocks.push({ kind: 'paragraph', children: parseInline(text) });
    lines = [];
  };
  for (const line of chunk.split('\n')) {
    const heading = HEADING.exec(line);
    const item = listItem(line);
    const open = blocks.at(-1);
    if (heading) {
      closeParagraph();
      blocks.push({ kind: 'heading', children: parseInline(heading[1] ?? '') });
    } else if (item) {
      closeParagraph();
      addItem(blocks, item);
    } else if (lines.length === 0 && open?.kind === 'list' && line.trim()) {
      open.items.at(-1)?.push({ kind: 'text', text: ' ' }, ...parseInline(line.trim()));
    } else lines.push(line);
  }
  closeParagraph();
  return blocks;
}

interface Item {
  isOrdered: boolean;
  start: number;
  text: string;
}

function listItem(line: string): Item | null {
  const bullet = BULLET.exec(line);
  if (bullet) return { isOrdered: false, start: 1, text: bullet[1] ?? '' };
  const number = NUMBER.exec(line);
  return number ? { isOrdered: true, start: Number(number[1]), text: number[2] ?? '' } : null;
}

function addItem(blocks: Block[], { isOrdered, start, text }: Item) {
  const open = blocks.at(-1);
  if (open?.kind === 'list' && open.isOrdered === isOrdered) open.items.push(parseInline(text));
  else blocks.push({ kind: 'list', isOrdered, start, items: [parseInline(text)] });
}

/** Every length is bounded, so that a mark that never closes costs little. */
const MARKS = new RegExp(
  [
    /\\([\\`*_[\]()#+\-.!])/,
    /`([^`\n]{1,1000})`/,
    /\*\*(?=\S)([^\n]{1,1000}?)\*\*(?!\*)/,
    /__(?=\S)([^\n]{1,1000}?)__/,
    /\[([^\]\n]{1,500})\]\(([^()\s]{1,2000})\)/,
    /\*(?=\S)([^*\n]{1,1000}?)\*/,
    /(?<!\w)_(?=\S)([^_\n]{1,1000}?)_(?!\w)/,
    /( {2,10}|\\)?\n/,
  ]
    .map((mark) => mark.source)
    .join('|'),
  'g',
);

/** Reads the marks within a line. */
export function parseInline(text: string, depth = 0): Inline[] {
  if (depth >= MAX_DEPTH) return [{ kind: 'text', text }];
  const pieces: Inline[] = [];
  let from = 0;
  for (const match of text.matchAll(MARKS)) {
    if (match.index > from) pieces.push({ kind: 'text', text: text.slice(from, match.index) });
    pieces.push(pieceOf(match, depth + 1));
    from = match.index + match[0].length;
  }
  if (from < text.length) pieces.push({ kind: 'text', text: text.slice(from) });
  return pieces;
}

function pieceOf(match: RegExpExecArray, depth: number): Inline {
  const [all, escaped, code, strong, strong2, label, href, emphasis, emphasis2, hard] = match;
  if (escaped !== undefined) return { kind: 'text', text: escaped };
  if (code !== undefined) return { kind: 'code', text: code };
  const bold = strong ?? strong2;
  if (bold !== undefined) return { kind: 'strong', children: parseInline(bold, depth) };
  if (label !== undefined && href !== undefined) return linkOf(all, label, href, depth);
  const italic = emphasis ?? emphasis2;
  if (italic !== undefined) return { kind: 'emphasis', children: parseInline(italic, depth) };
  return hard === undefined ? { kind: 'text', text: ' ' } : { kind: 'break' };
}

function linkOf(all: string, label: string, href: string, depth: number): Inline {
  const safe = safeHref(href);
  return safe ? { kind: 'link', href: safe, children: parseInline(label, depth) } : { kind: 'text', text: all };
}

/** The address when it may be followed: web, mail and telephone only; null for `javascript:`, `data:` and the like. */
export function safeHref(href: string): string | null {
  if (!/^(https?:\/\/|mailto:|tel:)/i.test(href)) return null;
  return URL.canParse(href) ? href : null;
}

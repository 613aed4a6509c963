export interface TextRange {
  from: number;
  to: number;
}

export type JsonScan =
  | { isJson: true; ranges: ReadonlyMap<string, TextRange> }
  /** `at` is where the text stops being JSON. */
  | { isJson: false; at: number };

const SPACE = /[ \t\r\n]*/y;
// JSON forbids control characters in strings, so the scan has to name them.
// oxlint-disable-next-line no-control-regex
const STRING = /"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/y;
const SCALAR = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/y;
/** Deeper than any definition; keeps a pasted text from overrunning the stack. */
const MAX_DEPTH = 200;

/** Where each value of a JSON text stands, by its path (`steps/0/title`; the whole is at the empty path). */
export function scanJson(text: string): JsonScan {
  const ranges = new Map<string, TextRange>();
  const scanner = new Scanner(text, ranges);
  try {
    scanner.value('', 0);
    scanner.end();
    return { isJson: true, ranges };
  } catch (fault) {
    if (fault instanceof NotJson) return { isJson: false, at: fault.at };
    throw fault;
  }
}

/** The range of a path, or of the nearest one above it. */
export function rangeOfPath(ranges: ReadonlyMap<string, TextRange>, path: string): TextRange | undefined {
  const parts = path === '' ? [] : path.split('/');
  for (let length = parts.length; length >= 0; length -= 1) {
    const range = ranges.get(parts.slice(0, length).join('/'));
    if (range) return range;
  }
  return undefined;
}

/** Line and column of an offset, both from 1. */
export function lineAndColumn(text: string, offset: number): { line: number; column: number } {
  const before = text.slice(0, offset).split('\n');
  return { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
}

class NotJson extends Error {
  readonly at: number;
  constructor(at: number) {
    super(`Not JSON from ${at}`);
    this.at = at;
  }
}

class Scanner {
  private at = 0;
  private readonly text: string;
  private readonly ranges: Map<string, TextRange>;

  constructor(text: string, ranges: Map<string, TextRange>) {
    this.text = text;
    this.ranges = ranges;
  }

  value(path: string, depth: number) {
    if (depth > MAX_DEPTH) throw new NotJson(this.at);
    this.space();
    const from = this.at;
    const first = this.text[this.at];
    if (first === '{') this.object(path, depth);
    else if (first === '[') this.list(path, depth);
    else this.take(first === '"' ? STRING : SCALAR);
    this.ranges.set(path, { from, to: this.at });
    this.space();
  }

  end() {
    if (this.at < this.text.length) throw new NotJson(this.at);
  }

  private object(path: string, depth: number) {
    this.members('{', '}', () => {
      this.space();
      const key: unknown = JSON.parse(this.take(STRING));
      this.space();
      this.sign(':');
      this.value(below(path, String(key)), depth + 1);
    });
  }

  private list(path: string, depth: number) {
    this.members('[', ']', (index) => this.value(below(path, String(index)), depth + 1));
  }

  private members(open: string, close: string, member: (index: number) => void) {
    this.sign(open);
    this.space();
    if (this.text[this.at] !== close) {
      for (let index = 0; ; index += 1) {
        member(index);
        if (this.text[this.at] !== ',') break;
        this.at += 1;
      }
    }
    this.sign(close);
  }

  private sign(sign: string) {
    if (this.text[this.at] !== sign) throw new NotJson(this.at);
    this.at += 1;
  }

  private space() {
    SPACE.lastIndex = this.at;
    SPACE.exec(this.text);
    this.at = SPACE.lastIndex;
  }

  private take(pattern: RegExp): string {
    pattern.lastIndex = this.at;
    const [found] = pattern.exec(this.text) ?? [];
    if (!found) throw new NotJson(this.at);
    this.at += found.length;
    return found;
  }
}

function below(path: string, key: string): string {
  return path === '' ? key : `${path}/${key}`;
}

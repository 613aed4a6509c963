/** Longer lines are no rows of anything; a file without line ends must not fill the memory. */
export const MAX_LINE = 1_048_576;

/** `text` is null where the line was too long to be kept. */
export type Line = { readonly number: number; readonly text: string | null };

/** Cuts chunks of UTF-8, with or without a byte order mark, into lines, which end with LF or CRLF. */
export async function* linesOf(chunks: AsyncIterable<Buffer>): AsyncGenerator<readonly Line[]> {
  const decoder = new TextDecoder('utf-8');
  const cutter = new LineCutter();
  for await (const chunk of chunks) yield cutter.cut(decoder.decode(chunk, { stream: true }));
  yield cutter.cut(decoder.decode());
  yield cutter.rest();
}

class LineCutter {
  #number = 0;
  #open = '';
  #isTooLong = false;

  cut(text: string): Line[] {
    const lines: Line[] = [];
    let from = 0;
    for (let end = text.indexOf('\n'); end !== -1; end = text.indexOf('\n', from)) {
      lines.push(this.#close(text.slice(from, end)));
      from = end + 1;
    }
    this.#open += text.slice(from);
    if (this.#open.length > MAX_LINE) {
      this.#isTooLong = true;
      this.#open = '';
    }
    return lines;
  }

  /** A last line without an end of its own. */
  rest(): Line[] {
    return this.#open === '' && !this.#isTooLong ? [] : [this.#close('')];
  }

  #close(end: string): Line {
    const text = this.#open + end;
    const isTooLong = this.#isTooLong || text.length > MAX_LINE;
    this.#number += 1;
    this.#open = '';
    this.#isTooLong = false;
    return { number: this.#number, text: isTooLong ? null : text.endsWith('\r') ? text.slice(0, -1) : text };
  }
}

import { describe, expect, it } from 'vitest';
import { type CsvRecord, CsvRecords } from './csv-records.ts';
import { linesOf, MAX_LINE } from './lines.ts';

/** Reads a text handed over in pieces of a few bytes, as a file may be. */
async function read(text: string, delimiter = ',', pieceBytes = 7): Promise<CsvRecord[]> {
  const found: CsvRecord[] = [];
  const records = new CsvRecords(delimiter, (record) => found.push(record));
  const bytes = Buffer.from(text);
  async function* pieces() {
    for (let from = 0; from < bytes.length; from += pieceBytes) yield bytes.subarray(from, from + pieceBytes);
  }
  for await (const lines of linesOf(pieces())) for (const line of lines) records.take(line);
  records.end();
  return found;
}
const brief = (records: CsvRecord[]) =>
  records.map((record) => [record.line, 'problem' in record ? record.problem : record.fields.join('|')]);

describe('reading CSV', () => {
  it('reads quoted values with delimiters, doubled quotes and line ends in them, and counts lines', async () => {
    expect(brief(await read('a,b\n"x,1","say ""hi"""\n"two\nlines",é\n\n,""\n'))).toEqual([
      [1, 'a|b'],
      [2, 'x,1|say "hi"'],
      [3, 'two\nlines|é'],
      [6, '|'],
    ]);
  });

  it('takes LF and CRLF, even mixed, a byte order mark, another delimiter, and a last line without an end', async () => {
    expect(brief(await read('\uFEFFa;b\r\n1;2\n"3";4\r\n5;6', ';'))).toEqual([
      [1, 'a|b'],
      [2, '1|2'],
      [3, '3|4'],
      [4, '5|6'],
    ]);
  });

  it('puts characters together that the pieces of the file cut apart', async () => {
    expect(brief(await read('naïve,日本語,🙂\n', ',', 1))).toEqual([[1, 'naïve|日本語|🙂']]);
  });

  it('loses the line with a broken quote and no other', async () => {
    const broken = ['h,i', '1,"2"x', '3,4', '5,6"7', '8,9', '10,"never', '11,12', '"13",14', '15,16'].join('\n');
    expect(brief(await read(broken))).toEqual([
      [1, 'h|i'],
      [2, 'quote_misplaced'],
      [3, '3|4'],
      [4, 'quote_misplaced'],
      [5, '8|9'],
      [6, 'quote_not_closed'],
      [7, '11|12'],
      [8, '13|14'],
      [9, '15|16'],
    ]);
  });

  it('gives up an open quote at the end of the file and after 64 KiB', async () => {
    expect(brief(await read('a,b\n1,"2\n3,4\n'))).toEqual([
      [1, 'a|b'],
      [2, 'quote_not_closed'],
      [3, '3|4'],
    ]);
    const many = Array.from({ length: 10_000 }, (_, index) => `${index},value`);
    const found = await read(['a,b', '1,"2', ...many].join('\n'), ',', 4_096);
    expect(brief(found).slice(0, 3)).toEqual([
      [1, 'a|b'],
      [2, 'quote_not_closed'],
      [3, '0|value'],
    ]);
    expect(found).toHaveLength(10_002);
  });

  it('does not keep a line longer than 1 MiB, and reads on after it', async () => {
    const found = await read(`a,b\n${'x'.repeat(MAX_LINE + 10)}\n1,2\n`, ',', 65_536);
    expect(brief(found)).toEqual([
      [1, 'a|b'],
      [2, 'line_too_long'],
      [3, '1|2'],
    ]);
  });
});

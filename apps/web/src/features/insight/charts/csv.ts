/** A cell: numbers are written without grouping and with a point, so that every program reads them as numbers. */
export type CsvCell = string | number | null;

const BYTE_ORDER_MARK = '\uFEFF';
/** A spreadsheet would run text that begins so as a formula. */
const FORMULA = /^[=+\-@\t\r]/;

/** RFC 4180 text with CRLF line ends and a byte order mark, without which Excel reads UTF-8 as something else. */
export function csvOf(rows: readonly (readonly CsvCell[])[]): string {
  return BYTE_ORDER_MARK + rows.map((row) => `${row.map(cellText).join(',')}\r\n`).join('');
}

function cellText(cell: CsvCell): string {
  if (cell === null) return '';
  if (typeof cell === 'number') return String(cell);
  const text = FORMULA.test(cell) ? `'${cell}` : cell;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

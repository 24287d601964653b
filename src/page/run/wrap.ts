/** Breaks text into rows of a fixed number of columns, as a terminal does, so that every row has one height. */

/** How much of a row may stay empty so that a word stays whole. */
const longestTail = 16;

/** Whether a line begins with a box drawing character, as the rows of a table do: broken it could not be read. */
export function isDrawn(line: string): boolean {
  return /^ *[\u2500-\u257f]/.test(line);
}

/** Lines that are drawn stay whole. Wide characters (East Asian, emoji) take two columns. Line breaks end a row; there is always one row. */
export function wrap(text: string, columns: number): readonly string[] {
  const rows: string[] = [];
  const width = Math.max(8, columns);
  for (const line of text.split(/\r\n|\r|\n/)) {
    if (line.length <= width / 2 || isDrawn(line) || (line.length <= width && isNarrow(line)))
      rows.push(line);
    else breakLine(line, width, rows);
  }
  return rows;
}

function breakLine(line: string, width: number, rows: string[]): void {
  if (isNarrow(line)) {
    for (let at = 0; at < line.length; ) {
      const end = endOfRow(line, at, width);
      rows.push(line.slice(at, end));
      at = end;
    }
    return;
  }
  let start = 0;
  let used = 0;
  for (let at = 0; at < line.length; ) {
    const code = line.codePointAt(at) as number;
    const length = code > 0xffff ? 2 : 1;
    const columns = columnsOf(code);
    if (used + columns > width && at > start) {
      rows.push(line.slice(start, at));
      start = at;
      used = 0;
    }
    used += columns;
    at += length;
  }
  rows.push(line.slice(start));
}

/** After the last space near the end of the row, else in the middle of a word. */
function endOfRow(line: string, start: number, width: number): number {
  if (start + width >= line.length) return line.length;
  const space = line.lastIndexOf(' ', start + width - 1);
  return space > Math.max(start, start + width - longestTail) ? space + 1 : start + width;
}

/** A tab may take as much as eight columns. */
function columnsOf(code: number): number {
  if (code === 9) return 8;
  return isWide(code) ? 2 : 1;
}

/** East Asian scripts and emoji; box drawing, arrows and other symbols below U+2E80 take one column. */
function isWide(code: number): boolean {
  return (code >= 0x1100 && code <= 0x115f) || code >= 0x2e80;
}

function isNarrow(line: string): boolean {
  for (let at = 0; at < line.length; at++) {
    const code = line.charCodeAt(at);
    if (code === 9 || isWide(code)) return false;
  }
  return true;
}

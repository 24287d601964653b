/** Prelude part: `console.table`, rows and columns drawn with box characters as Node draws them. */

import type { PreludePart } from './guest.ts';

export const tablePart: PreludePart = guest => {
  const { charCode, descriptor, hasOwn, isArray, join, keys, repeat } = guest.primordials;
  const { max, min } = Math;
  const asString = String;
  const { uncurry } = guest.primordials;
  const mapEach: (map: unknown, visit: (value: unknown, key: unknown) => void) => void = uncurry(
    Map.prototype.forEach,
  );
  const setEach: (set: unknown, visit: (value: unknown) => void) => void = uncurry(Set.prototype.forEach);
  const maxRows = 1000;
  const maxColumns = 50;

  /** Columns that a terminal needs: two for the wide letters of East Asia and for emoji. */
  const widthOf = (text: string): number => {
    let width = 0;
    for (let i = 0; i < text.length; i++) {
      const code = charCode(text, i);
      const isLead = code >= 0xd800 && code < 0xdc00;
      const isWide =
        (code >= 0x1100 && code <= 0x115f) ||
        (code >= 0x2e80 && code <= 0xa4cf) ||
        (code >= 0xac00 && code <= 0xd7a3) ||
        (code >= 0xf900 && code <= 0xfaff) ||
        (code >= 0xfe30 && code <= 0xfe6f) ||
        (code >= 0xff00 && code <= 0xff60);
      const isEmoji = code >= 0xd83c && code <= 0xd83e;
      if (isLead) i++;
      width += isWide || isEmoji ? 2 : 1;
    }
    return width;
  };

  const cell = (value: unknown): string => guest.inspect(value, { depth: 0, breakLength: 1e9 });

  const draw = (head: readonly string[], rows: readonly (readonly string[])[]): string => {
    const widths: number[] = [];
    for (let column = 0; column < head.length; column++) {
      let width = widthOf(head[column] as string);
      for (let i = 0; i < rows.length; i++) width = max(width, widthOf(rows[i]?.[column] ?? ''));
      widths[column] = width;
    }
    const rule = (left: string, middle: string, right: string) => {
      const bars: string[] = [];
      for (let i = 0; i < widths.length; i++) bars[i] = repeat('─', (widths[i] as number) + 2);
      return left + join(bars, middle) + right;
    };
    const line = (texts: readonly string[]) => {
      const parts: string[] = [];
      for (let i = 0; i < widths.length; i++) {
        const text = texts[i] ?? '';
        parts[i] = text + repeat(' ', (widths[i] as number) - widthOf(text));
      }
      return `│ ${join(parts, ' │ ')} │`;
    };
    const lines = [rule('┌', '┬', '┐'), line(head), rule('├', '┼', '┤')];
    for (let i = 0; i < rows.length; i++) lines[lines.length] = line(rows[i] as readonly string[]);
    lines[lines.length] = rule('└', '┴', '┘');
    return join(lines, '\n');
  };

  interface Row {
    readonly index: string;
    readonly key?: unknown;
    readonly value: unknown;
  }

  /** The rows of a table, and what its first columns are called. */
  const rowsOf = (data: object): { readonly names: readonly string[]; readonly rows: readonly Row[] } => {
    const rows: Row[] = [];
    const add = (row: Row) => {
      if (rows.length < maxRows) rows[rows.length] = row;
    };
    if (data instanceof Map) {
      mapEach(data, (value, key) => add({ index: asString(rows.length), key, value }));
      return { names: ['(iteration index)', 'Key'], rows };
    }
    if (data instanceof Set) {
      setEach(data, value => add({ index: asString(rows.length), value }));
      return { names: ['(iteration index)'], rows };
    }
    const names = keys(data);
    for (let i = 0; i < names.length && i < maxRows; i++) {
      const slot = descriptor(data, names[i] as string);
      add({ index: names[i] as string, value: slot?.get === undefined ? slot?.value : '[Getter]' });
    }
    return { names: ['(index)'], rows };
  };

  const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null;

  const columnsOf = (rows: readonly Row[], wanted: unknown): readonly string[] => {
    const columns: string[] = [];
    const seen = { __proto__: null } as unknown as Record<string, boolean>;
    const add = (name: string) => {
      if (seen[name] === true || columns.length >= maxColumns) return;
      seen[name] = true;
      columns[columns.length] = name;
    };
    if (isArray(wanted)) {
      for (let i = 0; i < min(wanted.length, maxColumns); i++) add(asString(wanted[i]));
      return columns;
    }
    for (let i = 0; i < rows.length; i++) {
      const value = rows[i]?.value;
      if (!isObject(value)) continue;
      const names = keys(value);
      for (let j = 0; j < names.length; j++) add(names[j] as string);
    }
    return columns;
  };

  const format = (data: object, wanted: unknown): string => {
    const { names, rows } = rowsOf(data);
    const isCollection = names[0] !== '(index)';
    const columns = isCollection ? [] : columnsOf(rows, wanted);
    let hasValues = false;
    const lines: string[][] = [];
    for (let i = 0; i < rows.length; i++) {
      const row = rows[i] as Row;
      const line = [row.index];
      if (names.length > 1) line[1] = cell(row.key);
      for (let j = 0; j < columns.length; j++) {
        const column = columns[j] as string;
        const has = isObject(row.value) && hasOwn(row.value, column);
        line[line.length] = has ? cell(descriptor(row.value as object, column)?.value) : '';
      }
      const isPlain = isCollection || !isObject(row.value);
      line[line.length] = isPlain ? cell(row.value) : '';
      hasValues = hasValues || isPlain;
      lines[i] = line;
    }
    const head: string[] = [];
    for (let i = 0; i < names.length; i++) head[i] = names[i] as string;
    for (let i = 0; i < columns.length; i++) head[head.length] = columns[i] as string;
    if (hasValues) head[head.length] = 'Values';
    return draw(head, lines);
  };

  guest.formatTable = (value, columns) => {
    if (!isObject(value)) return undefined;
    try {
      return format(value, columns);
    } catch {
      // A Proxy or the like: the caller shows it as any other value.
      return undefined;
    }
  };
};

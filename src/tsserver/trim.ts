/** Takes out of a service's answers what lies behind the author's text: nobody can see, open or change it. */

import type ts from 'typescript-server';

/** How long the author's text of a file is; infinite for a file that is no skill. */
export type OwnLength = (fileName: string) => number;

interface Span {
  readonly start: number;
  readonly length: number;
}

/** Marks what is to be left out of the list that it is in. */
const gone = Symbol('gone');

/**
 * The answer without all that lies behind the author's text, which itself becomes `undefined` where it lies there;
 * what begins before and ends behind it is cut. `fileName` is the file of all that does not name one.
 */
export function trimmed<T>(answer: T, fileName: string, ownLength: OwnLength): T | undefined {
  const result = trim(answer, fileName, ownLength);
  return result === gone ? undefined : (result as T);
}

function trim(value: unknown, fileName: string, ownLength: OwnLength): unknown {
  if (Array.isArray(value))
    return value.map(item => trim(item, fileName, ownLength)).filter(item => item !== gone);
  if (typeof value !== 'object' || value === null) return value;
  if (isSpan(value) && !('file' in value)) return trimSpan(value, ownLength(fileName));
  const file = fileOf(value) ?? fileName;
  const { position } = value as { readonly position?: unknown };
  if (typeof position === 'number' && position > ownLength(file)) return gone;
  const result: Record<string, unknown> = {};
  for (const [key, item] of Object.entries(value)) {
    // Diagnostics hold the whole tree of their file.
    const part = key === 'file' && typeof item === 'object' ? item : trim(item, file, ownLength);
    if (part === gone ? places.has(key) : key === 'spans' && isEmptied(item, part)) return gone;
    if (part !== gone) result[key] = part;
  }
  return result;
}

/** Without one of these, a thing is nowhere; the others only say more of it. */
const places: ReadonlySet<string> = new Set(['textSpan', 'span', 'selectionSpan', 'from', 'to']);

function isEmptied(before: unknown, after: unknown): boolean {
  return Array.isArray(before) && before.length > 0 && Array.isArray(after) && after.length === 0;
}

function isSpan(value: object): value is Span {
  const { start, length } = value as Partial<Span>;
  return typeof start === 'number' && typeof length === 'number';
}

function fileOf(value: object): string | undefined {
  const { fileName, file } = value as { readonly fileName?: unknown; readonly file?: unknown };
  if (typeof fileName === 'string') return fileName;
  if (typeof file === 'string') return file;
  return typeof file === 'object' && file !== null ? fileOf(file) : undefined;
}

function trimSpan(span: Span, length: number): Span | typeof gone {
  if (span.start >= length && length !== 0) return gone;
  return span.start + span.length > length ? { ...span, length: Math.max(0, length - span.start) } : span;
}

/** The problems of the author's text, without mention of places behind it. */
export function trimmedDiagnostics<T extends ts.Diagnostic>(
  diagnostics: readonly T[],
  ownLength: OwnLength,
): T[] {
  return diagnostics.flatMap(diagnostic => {
    const { relatedInformation } = diagnostic;
    if (!isOwn(diagnostic, ownLength)) return [];
    if (relatedInformation === undefined) return [diagnostic];
    return [{ ...diagnostic, relatedInformation: relatedInformation.filter(one => isOwn(one, ownLength)) }];
  });
}

function isOwn({ file, start }: ts.DiagnosticRelatedInformation, ownLength: OwnLength): boolean {
  return file === undefined || start === undefined || start < ownLength(file.fileName) || start === 0;
}

interface Change {
  readonly span: Span;
  readonly newText: string;
}

/** Edits of one text: what is put behind the author's text is put at its end; the rest there stays as it is. */
export function trimmedChanges<T extends Change>(changes: readonly T[], length: number): T[] {
  return changes.flatMap(change => {
    const { start, length: removed } = change.span;
    if (start + removed <= length) return [change];
    if (start < length) return [{ ...change, span: { start, length: length - start } }];
    return removed === 0 ? [{ ...change, span: { start: length, length: 0 } }] : [];
  });
}

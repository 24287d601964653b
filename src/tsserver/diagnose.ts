/** Leaves out what TypeScript says of a skill and what is not so: the sandbox is neither Node nor a page. */

import type ts from 'typescript-server';
import { knownGlobals } from '../skill/check/globals.ts';
import type { Ending } from './surrounded.ts';

/** About `await` outside of functions, and modules in the projects of CommonJS: a skill has its own loader. */
const mistaken: ReadonlySet<number> = new Set([1286, 1287, 1309, 1375, 1378, 1479, 1541, 80001]);

/** "The return type of an async function must be Promise": a skill's `@returns` says what its callers await. */
const asyncResult = 1064;

/** "Cannot find name …", with all its suggestions of what to install. */
const unknownName: ReadonlySet<number> = new Set([
  2304, 2552, 2580, 2581, 2582, 2583, 2584, 2591, 2592, 2593, 2868,
]);

/** "Duplicate identifier", "Cannot redeclare": what the author declares is the author's. */
const redeclared: ReadonlySet<number> = new Set([2300, 2397, 2403, 2440, 2451]);

export function withoutMistaken<T extends ts.Diagnostic>(diagnostics: readonly T[], ending: Ending): T[] {
  return diagnostics.filter(({ code, file, start, length }) => {
    if (mistaken.has(code) || (code === asyncResult && isJavaScript(file))) return false;
    const isNamed = unknownName.has(code) || redeclared.has(code);
    if (!isNamed || file === undefined || start === undefined) return true;
    const name = file.text.slice(start, start + (length ?? 0));
    if (unknownName.has(code) && knownGlobals.has(name)) return false;
    return !declares(ending.text, name);
  });
}

function isJavaScript(file: ts.SourceFile | undefined): boolean {
  return /\.m?js$/i.test(file?.fileName ?? '');
}

function declares(text: string, name: string): boolean {
  return text.includes(`\ndeclare const ${name}: `) || text.includes(`\ndeclare var ${name}: `);
}

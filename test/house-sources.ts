/** Reads the sources of the house: what each file imports, types included, and what its syntax tree says of it. */

import { globSync, readFileSync } from 'node:fs';
import { stripTypeScriptTypes } from 'node:module';
import { dirname, join } from 'node:path';
import { type AnyNode, type ImportDeclaration, parse } from 'acorn';
import { simple } from 'acorn-walk';
import { freeVariables } from './sandbox/prelude/scope.ts';

export interface Import {
  readonly specifier: string;
  /** From the repository's top, for a relative import; undefined for a package. */
  readonly path: string | undefined;
  readonly isType: boolean;
}

export interface Source {
  /** From the repository's top: `src/base/event.ts`. */
  readonly path: string;
  readonly text: string;
  readonly imports: readonly Import[];
  /** All string literals. */
  readonly strings: readonly string[];
  readonly printsToConsole: boolean;
}

/** All TypeScript files below a folder, sorted by path. */
export function readSources(folder: string): readonly Source[] {
  const paths = globSync(`${folder}/**/*.ts`).map(path => path.replaceAll('\\', '/'));
  return paths
    .filter(path => !path.endsWith('.d.ts'))
    .sort()
    .map(path => readSource(path, readFileSync(path, 'utf8')));
}

export function readSource(path: string, text: string): Source {
  const imports: Import[] = [];
  const strings: string[] = [];
  const add = (specifier: unknown, isType: boolean) => {
    if (typeof specifier !== 'string') return;
    const target = specifier.startsWith('.')
      ? join(dirname(path), specifier).replaceAll('\\', '/')
      : undefined;
    imports.push({ specifier, path: target, isType });
  };
  const tree = parse(stripTypeScriptTypes(unveilTypes(text)), {
    ecmaVersion: 'latest',
    sourceType: 'module',
    allowHashBang: true,
  });
  simple(tree, {
    ImportDeclaration: node => add(node.source.value, isTypeOnly(node)),
    ExportNamedDeclaration: node =>
      add(
        node.source?.value,
        node.specifiers.every(({ exported }) => marked(exported)),
      ),
    ExportAllDeclaration: node => add(node.source.value, false),
    ImportExpression: node => add(node.source.type === 'Literal' ? node.source.value : undefined, false),
    Literal: node => {
      if (typeof node.value === 'string') strings.push(node.value);
    },
  });
  // `import('x').Y` in a type has no place in the tree.
  for (const found of text.matchAll(/(?<!await )\bimport\('([^']+)'\)\./g)) add(found[1], true);
  return { path, text, imports, strings, printsToConsole: freeVariables(tree).has('console') };
}

const mark = 'onlyType__';

/** Makes imports and exports of types ones of values with a marked name, so that they survive stripping. */
function unveilTypes(text: string): string {
  const statement = /^(import|export)( type)? (\{[^}]*\}|[\w$*][^'";]*?)( from '[^']+';)/gm;
  return text.replace(
    statement,
    (all, keyword: string, isAll: string | undefined, names: string, rest: string) => {
      if (isAll === undefined)
        return `${keyword} ${names.replace(/\btype (\w+)( as \w+)?/g, `$1 as ${mark}$1`)}${rest}`;
      if (names.startsWith('*')) return all.replace('import type * as ', `import * as ${mark}`);
      if (!names.startsWith('{')) return `${keyword} ${mark}${names}${rest}`;
      return `${keyword} ${names.replace(/(\w+)( as \w+)?(?=\s*[,}])/g, `$1 as ${mark}$1`)}${rest}`;
    },
  );
}

function marked(name: AnyNode): boolean {
  return name.type === 'Identifier' && name.name.startsWith(mark);
}

function isTypeOnly(node: ImportDeclaration): boolean {
  return node.specifiers.length > 0 && node.specifiers.every(({ local }) => marked(local));
}

/** The paths of one circle of imports, in order; empty when there is none. */
export function findCycle(sources: readonly Source[]): readonly string[] {
  const byPath = new Map(sources.map(source => [source.path, source]));
  const done = new Set<string>();
  const visit = (path: string, above: readonly string[]): readonly string[] => {
    if (above.includes(path)) return [...above.slice(above.indexOf(path)), path];
    if (done.has(path)) return [];
    for (const { path: next } of byPath.get(path)?.imports ?? []) {
      const cycle = next === undefined || next === path ? [] : visit(next, [...above, path]);
      if (cycle.length > 0) return cycle;
    }
    done.add(path);
    return [];
  };
  for (const { path } of sources) {
    const cycle = visit(path, []);
    if (cycle.length > 0) return cycle;
  }
  return [];
}

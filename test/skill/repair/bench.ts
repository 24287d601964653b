/** Applies repairs to skills in memory, for the tests of this folder. */

import assert from 'node:assert/strict';
import { stripTypes } from '../../../src/node/typescript.ts';
import { SkillCatalogue } from '../../../src/skill/catalogue.ts';
import { applyEdits, type Change } from '../../../src/skill/edit.ts';
import type { Problem } from '../../../src/skill/problem.ts';
import { isRefused, type Repair } from '../../../src/skill/repair/repair.ts';
import { refactorings, repairs } from '../../../src/skill/repair/repairs.ts';

/** Text by path. */
export type Files = Readonly<Record<string, string>>;

export function catalogueOf(files: Files): SkillCatalogue {
  const catalogue = new SkillCatalogue({ stripTypes });
  catalogue.update({ set: Object.entries(files).map(([path, text]) => ({ path, text })) });
  return catalogue;
}

export function problemsOf(catalogue: SkillCatalogue, path: string): readonly string[] {
  return catalogue.problems(path).map(({ code }) => code.replace('skill/', ''));
}

/** The files after a change, which must be one that can be made. */
export function applied(files: Files, { edits, creates, renames }: Change): Files {
  const after = new Map(Object.entries(files));
  for (const { path, edits: own } of edits) {
    const text = after.get(path);
    assert(text !== undefined, `the change edits ${path}, which is not there`);
    const sorted = [...own].sort((a, b) => a.start - b.start);
    for (const [index, edit] of sorted.entries()) {
      const next = sorted[index + 1];
      assert(next === undefined || edit.end <= next.start, `edits overlap: ${JSON.stringify(sorted)}`);
    }
    after.set(path, applyEdits(text, own));
  }
  for (const { path, text } of creates) {
    assert(!after.has(path), `${path} is there already`);
    after.set(path, text);
  }
  for (const { from, to } of renames) {
    assert(!after.has(to), `${to} is there already`);
    after.set(to, after.get(from) ?? '');
    after.delete(from);
  }
  return Object.fromEntries(after);
}

export interface FixCase {
  readonly files: Files;
  /** The file with the problem; the first when absent. */
  readonly path?: string;
  readonly code: string;
  /** Part of the fix's title. */
  readonly title: string;
}

export interface Fixing {
  readonly repair: Repair;
  readonly problem: Problem;
  readonly after: Files;
  readonly titles: readonly string[];
}

/** Makes a fix and asserts what holds for all of them: the problem is gone and no other has come, in no file. */
export function fix({ files, path = Object.keys(files)[0] ?? '', code, title }: FixCase): Fixing {
  const catalogue = catalogueOf(files);
  const problem = catalogue.problems(path).find(one => one.code === `skill/${code}`);
  assert(problem, `no ${code} but: ${problemsOf(catalogue, path).join(', ')}`);
  const all = repairs(catalogue, path, problem);
  const titles = all.map(repair => repair.title);
  const repair = all.find(one => one.title.includes(title));
  assert(repair, `no fix "${title}" but: ${titles.join(' | ')}`);
  const after = applied(files, repair.change);
  const later = catalogueOf(after);
  const count = (all: readonly string[], one: string) => all.filter(other => other === one).length;
  const before = allProblems(catalogue);
  const now = allProblems(later);
  for (const one of new Set(now)) {
    const isNew = count(now, one) > count(before, one);
    assert(!isNew, `the fix "${repair.title}" brings ${one}:\n${JSON.stringify(after, undefined, 1)}`);
  }
  assert(
    count(now, `skill/${code}`) < count(before, `skill/${code}`),
    `still ${code}: ${JSON.stringify(after)}`,
  );
  return { repair, problem, after, titles };
}

function allProblems(catalogue: SkillCatalogue): readonly string[] {
  return [...catalogue.skills()].flatMap(({ path }) => catalogue.problems(path).map(({ code }) => code));
}

/** The titles of what is offered for the first problem of a code. */
export function offered(files: Files, code: string): readonly string[] {
  const catalogue = catalogueOf(files);
  const path = Object.keys(files)[0] ?? '';
  const problem = catalogue.problems(path).find(one => one.code === `skill/${code}`);
  assert(problem, `no ${code} but: ${problemsOf(catalogue, path).join(', ')}`);
  return repairs(catalogue, path, problem).map(({ title }) => title);
}

/** A text whose selection stands between `«` and `»`. */
export function selected(marked: string): {
  readonly text: string;
  readonly start: number;
  readonly end: number;
} {
  const start = marked.indexOf('«');
  const end = marked.indexOf('»') - 1;
  assert(start >= 0 && end >= start, 'no selection in the text');
  return { text: marked.replace('«', '').replace('»', ''), start, end };
}

export interface Refactoring {
  readonly after: Files;
  readonly repair: Repair;
}

/** Makes the refactoring of this title on the first file, whose selection is marked; a refusal is an error. */
export function refactor(files: Files, title: string): Refactoring {
  const [[path, marked] = ['', ''], ...others] = Object.entries(files);
  const { text, start, end } = selected(marked);
  const plain = Object.fromEntries([[path, text], ...others]);
  const all = refactorings(catalogueOf(plain), path, { start, end });
  const repair = all.find(one => one.title.includes(title));
  assert(repair, `no refactoring "${title}" but: ${all.map(one => one.title).join(' | ')}`);
  assert(!isRefused(repair), `refused: ${isRefused(repair) && repair.reason}`);
  return { repair, after: applied(plain, repair.change) };
}

/** Why the refactoring is refused; `undefined` when it is not offered. */
export function refusal(files: Files, title: string): string | undefined {
  const [[path, marked] = ['', ''], ...others] = Object.entries(files);
  const { text, start, end } = selected(marked);
  const all = refactorings(catalogueOf(Object.fromEntries([[path, text], ...others])), path, { start, end });
  const found = all.find(one => one.title.includes(title));
  assert(found === undefined || isRefused(found), `not refused: ${title}`);
  return found?.reason;
}

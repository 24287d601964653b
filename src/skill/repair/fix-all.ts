/** Applies the safe repairs of many files, round after round, until nothing is left that a safe repair would change. */

import { SkillCatalogue } from '../catalogue.ts';
import { applyEdits, type FileEdits, type TextEdit } from '../edit.ts';
import type { Problem } from '../problem.ts';
import type { SkillFile, StripTypes } from '../skill.ts';
import { pieceOf, repairsOn } from './repairs.ts';

/** Repairs may uncover others, but not forever. */
const maxRounds = 10;

export interface FixedFile {
  readonly path: string;
  readonly before: string;
  readonly after: string;
  /** Those that are gone, in the order in which they were repaired. */
  readonly fixed: readonly Fixed[];
}

export interface Fixed {
  readonly problem: Problem;
  /** Line and column, from one, where the problem was in the text as it then was. */
  readonly line: number;
  readonly column: number;
  /** What was done about it. */
  readonly title: string;
}

export interface FixAllOptions {
  readonly catalogue: SkillCatalogue;
  /** Relative to the skills folder. */
  readonly paths: Iterable<string>;
  readonly stripTypes: StripTypes;
  /** Problems that nobody wants to hear of are left as they are; all are repaired when absent. */
  readonly isWanted?: (problem: Problem) => boolean;
}

/** What the files would be; those that stay as they are left out. Neither the catalogue nor a file is changed. */
export function fixAll({
  catalogue,
  paths,
  stripTypes,
  isWanted = () => true,
}: FixAllOptions): readonly FixedFile[] {
  const wanted = [...paths].filter(path => catalogue.at(path) !== undefined);
  const found = wanted.filter(path => roundOf(catalogue, path, isWanted) !== undefined);
  if (found.length === 0) return [];
  const trial = new SkillCatalogue({ stripTypes });
  trial.update({ set: surroundings(catalogue, found) });
  const done = new Map<string, Fixed[]>();
  let open: readonly string[] = found;
  for (let round = 0; round < maxRounds && open.length > 0; round++) {
    const changed: SkillFile[] = [];
    for (const path of open) {
      const result = roundOf(trial, path, isWanted);
      if (result === undefined) continue;
      changed.push({ path, text: result.text });
      done.set(path, [...(done.get(path) ?? []), ...result.fixed]);
    }
    trial.update({ set: changed });
    open = changed.map(({ path }) => path);
  }
  const files = found.flatMap((path): FixedFile[] => {
    const before = catalogue.at(path)?.text;
    const after = trial.at(path)?.text;
    if (before === undefined || after === undefined || before === after) return [];
    return [{ path, before, after, fixed: done.get(path) ?? [] }];
  });
  trial.dispose();
  return files;
}

/** The files themselves and those that they call: all that a safe repair looks at. */
function surroundings(catalogue: SkillCatalogue, paths: readonly string[]): readonly SkillFile[] {
  const files = new Map<string, SkillFile>();
  for (const path of paths) {
    const skill = catalogue.at(path);
    if (skill === undefined) continue;
    files.set(path, { path, text: skill.text });
    for (const call of skill.calls)
      for (const callee of call.callees) {
        const target = catalogue.find(callee);
        if (target !== undefined) files.set(target.path, { path: target.path, text: target.text });
      }
  }
  return [...files.values()];
}

interface Round {
  readonly text: string;
  readonly fixed: readonly Fixed[];
}

/** All safe repairs of a file whose edits do not touch; the others wait for the next round. */
function roundOf(
  catalogue: SkillCatalogue,
  path: string,
  isWanted: (problem: Problem) => boolean,
): Round | undefined {
  const problems = catalogue.problems(path).filter(isWanted);
  const skill = catalogue.at(path);
  const piece = problems.length === 0 ? undefined : pieceOf(catalogue, path);
  if (skill === undefined || piece === undefined) return undefined;
  const edits: TextEdit[] = [];
  const fixed: Fixed[] = [];
  for (const problem of problems) {
    const repair = repairsOn(piece, problem).find(({ isSafe }) => isSafe);
    const own = repair && ownEdits(repair.change.edits, path);
    if (
      repair === undefined ||
      own === undefined ||
      own.some(edit => edits.some(other => touch(edit, other)))
    )
      continue;
    edits.push(...own);
    const { line, column } = skill.lines.place(problem.range.start);
    fixed.push({ problem, line, column, title: repair.title });
  }
  if (edits.length === 0) return undefined;
  const text = applyEdits(skill.text, edits);
  return text === skill.text ? undefined : { text, fixed };
}

/** `undefined` where a repair changes other files: those are never made unseen. */
function ownEdits(files: readonly FileEdits[], path: string): readonly TextEdit[] | undefined {
  const [one, other] = files;
  return other === undefined && one?.path === path ? one.edits : undefined;
}

function touch(a: TextEdit, b: TextEdit): boolean {
  return a.start <= b.end && b.start <= a.end;
}

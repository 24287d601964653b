/** All quick fixes for a problem, and all refactorings for a selection. */

import type { Range } from '../../base/text.ts';
import type { SkillCatalogue } from '../catalogue.ts';
import { isBlocking, type Problem, type ProblemCode } from '../problem.ts';
import {
  fixArgumentType,
  fixMissingArgument,
  fixUnknownArgument,
  fixUnknownResultProperty,
} from './argument.ts';
import { conversions } from './convert.ts';
import { goToCalls } from './cycle.ts';
import { disableForLine } from './disable.ts';
import {
  completeDoc,
  fixDuplicateDescription,
  fixInvalidCache,
  fixInvalidTimeout,
  fixMissingDescription,
  fixUndocumentedParameter,
  fixUnknownParameter,
} from './doc-fix.ts';
import { fixNoEntry, fixSeveralEntries, fixUnusedFunction } from './entry.ts';
import { fixExample } from './example.ts';
import { extraction } from './extract.ts';
import { fixDuplicateName, fixInvalidName } from './file-name.ts';
import type { Fixer } from './fix.ts';
import { inlining } from './inline.ts';
import { fixShadowedInput, fixUnusedInput } from './input.ts';
import { fixMissingAwait } from './missing-await.ts';
import { fixForbiddenGlobal, fixForbiddenImport } from './module.ts';
import { fixMissingSkill } from './new-skill.ts';
import { fixSequentialCalls, parallelStatements } from './parallel.ts';
import type { Refused, Repair } from './repair.ts';
import { fixDeprecatedSkill, fixNameCase, fixUnknownSkill } from './skill-name.ts';
import { contains } from './tree.ts';
import { fixTypeName } from './type-name.ts';
import { fixUndefinedVariable } from './undeclared.ts';
import { fixUnreachableCode } from './unreachable.ts';
import { Workpiece } from './workpiece.ts';

const fixers: ReadonlyMap<ProblemCode, readonly Fixer[]> = new Map<ProblemCode, readonly Fixer[]>([
  ['skill/no-entry', [fixNoEntry]],
  ['skill/several-entries', [fixSeveralEntries]],
  ['skill/shadowed-input', [fixShadowedInput]],
  ['skill/unused-function', [fixUnusedFunction]],
  ['skill/invalid-name', [fixInvalidName]],
  ['skill/duplicate-name', [fixDuplicateName]],
  ['skill/forbidden-import', [fixForbiddenImport]],
  ['skill/forbidden-global', [fixForbiddenGlobal]],
  ['skill/undefined-variable', [fixUndefinedVariable]],
  ['skill/unknown-skill', [fixUnknownSkill, fixMissingSkill]],
  ['skill/name-case', [fixNameCase]],
  ['skill/call-cycle', [goToCalls]],
  ['skill/missing-await', [fixMissingAwait]],
  ['skill/unknown-parameter', [fixUnknownParameter]],
  ['skill/undocumented-parameter', [fixUndocumentedParameter]],
  ['skill/invalid-type', [fixTypeName]],
  ['skill/inexpressible-type', [fixTypeName]],
  ['skill/invalid-timeout', [fixInvalidTimeout]],
  ['skill/invalid-cache', [fixInvalidCache]],
  ['skill/missing-argument', [fixMissingArgument]],
  ['skill/unknown-argument', [fixUnknownArgument]],
  ['skill/argument-type', [fixArgumentType]],
  ['skill/unknown-result-property', [fixUnknownResultProperty]],
  ['skill/unused-input', [fixUnusedInput]],
  ['skill/unreachable-code', [fixUnreachableCode]],
  ['skill/sequential-calls', [fixSequentialCalls]],
  ['skill/chain-too-long', [goToCalls]],
  ['skill/missing-description', [fixMissingDescription]],
  ['skill/duplicate-description', [fixDuplicateDescription]],
  ['skill/invalid-example', [fixExample]],
  ['skill/example-mismatch', [fixExample]],
  ['skill/deprecated-skill', [fixDeprecatedSkill]],
]);

/** The likeliest first; none where there is nothing obvious to do, or the problem is not (any more) one of the file. */
export function repairs(catalogue: SkillCatalogue, path: string, problem: Problem): readonly Repair[] {
  const piece = pieceOf(catalogue, path);
  return piece === undefined ? [] : repairsOn(piece, problem);
}

/** As above, for a file whose other problems are looked at as well. */
export function repairsOn(piece: Workpiece, problem: Problem): readonly Repair[] {
  const fixes = (fixers.get(problem.code) ?? []).flatMap(fixer => fixer(piece, problem));
  const all = isBlocking(problem) ? fixes : [...fixes, ...disableForLine(piece, problem)];
  const preferred = all.find(({ isPreferred }) => isPreferred);
  return all.map(repair => ({ ...repair, isPreferred: repair === preferred }));
}

/** `undefined` where there is no such skill, or its text is nested too deeply to be worked on. */
export function pieceOf(catalogue: SkillCatalogue, path: string): Workpiece | undefined {
  const skill = catalogue.at(path);
  if (skill === undefined) return undefined;
  try {
    return new Workpiece(catalogue, skill);
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

/** What can be done with a selection, which may be empty: those that it asks for but that cannot be made say why. */
export function refactorings(
  catalogue: SkillCatalogue,
  path: string,
  selection: Range,
): readonly (Repair | Refused)[] {
  const piece = pieceOf(catalogue, path);
  if (piece === undefined || !piece.skill.isComplete) return [];
  const all = [
    extraction(piece, selection),
    parallelStatements(piece, selection),
    inlining(piece, selection),
    docRefactoring(piece, selection),
  ];
  const forms = isOnEntry(piece, selection) ? conversions(piece) : [];
  return [...all.filter(item => item !== undefined), ...forms];
}

/** Offered on the doc and on the line where the entry begins. */
function docRefactoring(piece: Workpiece, selection: Range): Repair | undefined {
  const { comment } = piece.source;
  const isOnDoc = comment !== undefined && contains(comment, selection);
  return isOnDoc || isOnEntry(piece, selection) ? completeDoc(piece) : undefined;
}

/** On the line of what a CodeLens sits on. */
function isOnEntry({ skill: { entry, lines } }: Workpiece, { start }: Range): boolean {
  return entry !== undefined && lines.position(start).line === lines.position(entry.range.start).line;
}

/** Quick fixes that say where a run starts: `export default` in the one right place. */

import type { AnyNode, FunctionDeclaration } from 'acorn';
import type { TextEdit } from '../edit.ts';
import type { Problem } from '../problem.ts';
import { type Fixer, quickFix } from './fix.ts';
import type { Repair } from './repair.ts';
import { contains } from './tree.ts';
import { insert, type Workpiece } from './workpiece.ts';

interface Declared {
  readonly statement: AnyNode;
  readonly declaration: FunctionDeclaration;
}

function declaredFunctions({ program }: Workpiece): readonly Declared[] {
  return program.body.flatMap((statement): Declared[] => {
    const declaration = statement.type === 'ExportNamedDeclaration' ? statement.declaration : statement;
    return declaration?.type === 'FunctionDeclaration' && declaration.id
      ? [{ statement, declaration: declaration as FunctionDeclaration }]
      : [];
  });
}

export const fixNoEntry: Fixer = (piece, problem) => {
  const [one, other] = declaredFunctions(piece);
  if (one === undefined || other !== undefined) return [];
  return [exportFix(piece, problem, one, { isSafe: true, isPreferred: true })];
};

export const fixSeveralEntries: Fixer = (piece, problem) => {
  if (!piece.skill.isComplete) return removeExport(piece, problem);
  return declaredFunctions(piece).map((declared, index) =>
    exportFix(piece, problem, declared, { isSafe: false, isPreferred: index === 0 }),
  );
};

export const fixUnusedFunction: Fixer = (piece, problem) => {
  const declared = declaredFunctions(piece).find(({ statement }) => contains(statement, problem.range));
  if (declared === undefined) return [];
  const { start, end } = piece.wholeLines(declared.statement);
  const removal = quickFix(piece, problem, {
    title: `Remove \`${declared.declaration.id.name}\``,
    edits: [{ start, end, text: '' }],
  });
  return [exportFix(piece, problem, declared, { isSafe: false, isPreferred: false }), removal];
};

function exportFix(
  piece: Workpiece,
  problem: Problem,
  { statement, declaration }: Declared,
  marks: { readonly isSafe: boolean; readonly isPreferred: boolean },
): Repair {
  const edit: TextEdit =
    statement.type === 'ExportNamedDeclaration'
      ? { start: statement.start, end: declaration.start, text: 'export default ' }
      : insert(statement.start, 'export default ');
  const title = `Start with \`${declaration.id.name}\`: write \`export default\` before it`;
  return quickFix(piece, problem, { title, edits: [edit], ...marks });
}

/** A second `export default` before a function that has a name. */
function removeExport(piece: Workpiece, problem: Problem): readonly Repair[] {
  const line = piece.text.slice(problem.range.start);
  const at = /^export\s+default\s+/.exec(line);
  const words = /\bexport\s+default\s+(?=(?:async\s+)?function\s+[\w$]|class\s+[\w$])/g;
  const found = [...piece.text.matchAll(words)];
  if (found.length < 2 && at === null) return [];
  return found.map(match => {
    const name = /(?:function|class)\s+([\w$]+)/.exec(piece.text.slice(match.index))?.[1] ?? '';
    const edits = [{ start: match.index, end: match.index + match[0].length, text: '' }];
    return quickFix(piece, problem, {
      title: `\`${name}\` is no entry: remove its \`export default\``,
      edits,
    });
  });
}

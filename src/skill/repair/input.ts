/** Quick fixes for a skill's inputs: those that nothing uses, and those that a variable hides. */

import type { ObjectPattern } from 'acorn';
import type { Range } from '../../base/text.ts';
import type { FileEdits, TextEdit } from '../edit.ts';
import type { Problem } from '../problem.ts';
import type { Skill } from '../skill.ts';
import { keyOf } from '../written.ts';
import { removeTagEdit } from './doc-block.ts';
import { type Fixer, quickFix } from './fix.ts';
import { removeItem } from './list-item.ts';
import type { Repair } from './repair.ts';
import { contains, isSameRange } from './tree.ts';
import { shorthandAt } from './undeclared.ts';
import { insert, replace, Workpiece } from './workpiece.ts';

export const fixUnusedInput: Fixer = (piece, problem) => {
  const name = inputAt(piece, problem);
  const own = name === undefined ? undefined : removalEdits(piece, problem, name);
  if (name === undefined || own === undefined) return [];
  const callers = editsOfCallers(piece, name);
  const edits = [{ path: piece.skill.path, edits: own }, ...callers];
  const others =
    callers.length === 0
      ? ''
      : `, also from the calls in ${callers.length === 1 ? 'one file' : `${callers.length} files`}`;
  const change = { edits, creates: [], renames: [] };
  return [
    quickFix(piece, problem, { title: `Remove the input \`${name}\`${others}`, change, isPreferred: true }),
    ...keepUnused(piece, problem),
  ];
};

function inputAt(piece: Workpiece, { range }: Problem): string | undefined {
  const known = piece.source.signature.parameters.find(one => isSameRange(one.range, range));
  return known?.name;
}

/** From the parameters and from the doc. */
function removalEdits(piece: Workpiece, { range }: Problem, name: string): readonly TextEdit[] | undefined {
  const tags = (piece.source.doc?.typed ?? []).filter(
    tag => tag.tag === 'param' && isAbout(tag.name, name, piece.source.signature.wholeName),
  );
  const docs = tags.flatMap(tag => removeTagEdit(piece, tag.nameRange().start) ?? []);
  const entry = piece.source.form.node;
  if (entry === undefined) return docs.length > 0 ? docs : undefined;
  const [first] = entry.params;
  const target = first?.type === 'AssignmentPattern' ? first.left : first;
  if (piece.source.signature.binding === 'whole') {
    if (target?.type !== 'ObjectPattern') return undefined;
    const property = target.properties.find(one => contains(one, range));
    return property && [...docs, removeItem(piece, target.properties, property, target)];
  }
  const parameters = entry.params.map(one => withType(piece, one));
  const parameter = parameters.find(one => contains(one, range));
  return parameter && [...docs, removeParameter(piece, parameters, parameter)];
}

/** The type that stands behind a parameter is not in the tree: in the code it is white space. */
function withType({ skill: { text, code } }: Workpiece, { start, end }: Range): Range {
  const gap = /^\s*/.exec(code.slice(end))?.[0].length ?? 0;
  return { start, end: end + text.slice(end, end + gap).trimEnd().length };
}

function isAbout(tag: string, name: string, whole: string | undefined): boolean {
  const path = whole !== undefined && tag.startsWith(`${whole}.`) ? tag.slice(whole.length + 1) : tag;
  return path === name || path.startsWith(`${name}.`) || path.startsWith(`${name}[`);
}

function removeParameter(piece: Workpiece, all: readonly Range[], parameter: Range): TextEdit {
  if (all.length > 1) return removeItem(piece, all, parameter, parameter);
  const before =
    piece.text[parameter.start - 1] === '('
      ? 0
      : piece.text.slice(0, parameter.start).length - piece.text.slice(0, parameter.start).trimEnd().length;
  const isBare = !/\($/.test(piece.text.slice(0, parameter.start).trimEnd());
  if (isBare) return replace(parameter, '()');
  const after = /^\s*,?\s*(?=\))/.exec(piece.text.slice(parameter.end))?.[0].length ?? 0;
  return { start: parameter.start - before, end: parameter.end + after, text: '' };
}

/** The property, where calls write it in an object literal. */
function editsOfCallers({ catalogue, skill }: Workpiece, name: string): readonly FileEdits[] {
  const byPath = new Map<string, Skill>();
  for (const { caller } of catalogue.callers(skill.name)) byPath.set(caller.path, caller);
  byPath.delete(skill.path);
  return [...byPath.values()].flatMap(caller => {
    const piece = new Workpiece(catalogue, caller);
    const edits = caller.calls.flatMap(call => {
      const isOurs = call.callees.length === 1 && call.callees[0]?.toLowerCase() === skill.name.toLowerCase();
      const node = isOurs && call.argumentRange ? piece.pathTo(call.argumentRange).at(-1) : undefined;
      if (node?.type !== 'ObjectExpression') return [];
      const property = node.properties.find(one => one.type === 'Property' && keyOf(one) === name);
      return property === undefined ? [] : [removeItem(piece, node.properties, property, node)];
    });
    return edits.length === 0 ? [] : [{ path: caller.path, edits }];
  });
}

/** In an object pattern the input keeps its name while its variable says that it is meant to be unused. */
function keepUnused(piece: Workpiece, problem: Problem): readonly Repair[] {
  const path = piece.pathTo(problem.range);
  const pattern = path.findLast((node): node is ObjectPattern => node.type === 'ObjectPattern');
  const property = pattern?.properties.find(one => contains(one, problem.range));
  if (property?.type !== 'Property' || !property.shorthand) return [];
  const name = piece.slice(problem.range);
  const edits = [insert(problem.range.end, `: _${name}`)];
  return [quickFix(piece, problem, { title: `Keep it: call its variable \`_${name}\``, edits })];
}

export const fixShadowedInput: Fixer = (piece, problem) => {
  const name = piece.slice(problem.range);
  const binding = piece.source.findings.top.own(name);
  if (binding === undefined) return [];
  const free = piece.freeName(`${name}2`);
  const path = piece.pathTo(problem.range);
  const statement = path.find(node => node.type === 'VariableDeclaration');
  // What stands in its own declaration or before it means the input.
  const from = statement?.type === 'VariableDeclaration' ? statement.end : 0;
  const uses = piece.referencesTo(binding).filter(({ node }) => node.start >= from);
  const edits = [binding.node, ...uses.map(({ node }) => node)].map(node =>
    replace(node, shorthandAt(piece, node) ? `${name}: ${free}` : free),
  );
  const tag = piece.source.doc?.typed.find(one => one.tag === 'param' && one.name === name);
  const removal = tag && removeTagEdit(piece, tag.nameRange().start);
  return [
    quickFix(piece, problem, {
      title: `Rename the variable to \`${free}\``,
      edits: distinct(edits),
      isPreferred: true,
    }),
    ...(removal
      ? [
          quickFix(piece, problem, {
            title: `\`${name}\` is no input: remove its \`@param\``,
            edits: [removal],
          }),
        ]
      : []),
  ];
};

function distinct(edits: readonly TextEdit[]): readonly TextEdit[] {
  return [...new Map(edits.map(edit => [edit.start, edit])).values()];
}

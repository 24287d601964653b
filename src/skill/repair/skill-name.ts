/** Quick fixes where a call names its callee wrongly: what was meant, other capitals, the successor of a deprecated one. */

import type { Range } from '../../base/text.ts';
import { quoted } from '../code-text.ts';
import type { TextEdit } from '../edit.ts';
import type { CallSite, Skill } from '../skill.ts';
import { ConstantUses } from '../symbol/constant-use.ts';
import { closest } from './closest.ts';
import { type Fixer, quickFix } from './fix.ts';
import { isIdentifier } from './style.ts';
import { isSameRange } from './tree.ts';
import { replace, type Workpiece } from './workpiece.ts';

/** A name as a call has it, and where it is written. */
export interface WrittenCallee {
  readonly call: CallSite;
  readonly callee: string;
  readonly range: Range;
}

/** The callees at a place of a problem whose names are written there or in a constant. */
export function calleesAt(piece: Workpiece, range: Range): readonly WrittenCallee[] {
  return piece.skill.calls.flatMap(call => {
    const written = writtenIn(piece, call);
    return written.filter(
      item =>
        isSameRange(call.nameRange, range) ||
        isSameRange(item.range, range) ||
        isSameRange(call.range, range),
    );
  });
}

function writtenIn(piece: Workpiece, call: CallSite): readonly WrittenCallee[] {
  return call.callees.flatMap((callee): WrittenCallee[] => {
    if (piece.slice(call.nameRange) === callee) return [{ call, callee, range: call.nameRange }];
    const constant = call.constants.find(({ name }) => name === callee);
    return constant === undefined ? [] : [{ call, callee, range: constant.range }];
  });
}

/** Another name in the place of the one at a range, whatever kind of place that is. */
function writeName(piece: Workpiece, range: Range, name: string): readonly TextEdit[] {
  const path = piece.pathTo(range);
  const node = path.at(-1);
  const parent = path.at(-2);
  if (parent?.type === 'MemberExpression' && !parent.computed && node === parent.property) {
    if (isIdentifier(name)) return [replace(range, name)];
    const start = parent.object.end;
    const dots = parent.optional ? '?.' : '';
    return [{ start, end: range.end, text: `${dots}[${quoted(name, piece.style.quote)}]` }];
  }
  const property = path.findLast(one => one.type === 'Property');
  if (property?.type === 'Property' && piece.skill.calls.some(({ range: at }) => isSameRange(at, property))) {
    const key = isIdentifier(name) ? name : quoted(name, piece.style.quote);
    if (property.shorthand) return [replace(property.key, `${key}: ${piece.slice(property.key)}`)];
    return [replace(property.key, key)];
  }
  return [replace(range, name)];
}

export const fixUnknownSkill: Fixer = (piece, problem) => {
  const { catalogue } = piece;
  return calleesAt(piece, problem.range).flatMap(({ callee, range }) => {
    if (catalogue.find(callee) !== undefined) return [];
    return closest(callee, catalogue.names())
      .filter(name => name !== piece.skill.name)
      .map((name, index) =>
        quickFix(piece, problem, {
          title: `Change to "${name}"`,
          edits: writeName(piece, range, name),
          isPreferred: index === 0,
        }),
      );
  });
};

export const fixNameCase: Fixer = (piece, problem) =>
  calleesAt(piece, problem.range).flatMap(({ call, callee, range }) => {
    const name = piece.catalogue.find(callee)?.name;
    if (name === undefined || name === callee) return [];
    const isText = call.constants.some(constant => isSameRange(constant.range, range));
    const isReadElsewhere = isText && new ConstantUses(piece.skill).isReadElsewhere(range);
    return [
      quickFix(piece, problem, {
        title: `Write "${name}"`,
        edits: writeName(piece, range, name),
        isSafe: !isReadElsewhere,
        isPreferred: true,
      }),
    ];
  });

export const fixDeprecatedSkill: Fixer = (piece, problem) =>
  calleesAt(piece, problem.range).flatMap(({ callee, range }) => {
    const old = piece.catalogue.find(callee);
    const successor = old && successorOf(piece, old);
    if (successor === undefined) return [];
    return [
      quickFix(piece, problem, {
        title: `Call "${successor.name}" instead`,
        edits: writeName(piece, range, successor.name),
        isPreferred: true,
      }),
    ];
  });

const namings: readonly RegExp[] = [
  /\{@link\s+([\w-]+)/gi,
  /`(?:callSkill\(['"]|skills\.)?([\w-]+)(?:['"]?\))?[^`]*`/gi,
  /\b(?:use|call|see|to|by|favou?r of|prefer)\s+(?:the\s+)?(?:skill\s+)?["']?([\w-]+)/gi,
  /["']([\w-]+)["']/gi,
];

/** The skill that the text of `@deprecated` names as the one to use; `undefined` when it names none that exists. */
function successorOf({ catalogue, skill }: Workpiece, old: Skill): Skill | undefined {
  for (const naming of namings)
    for (const [, name = ''] of (old.doc.deprecated ?? '').matchAll(naming)) {
      const found = catalogue.find(name);
      if (found !== undefined && found !== old && found.path !== skill.path) return found;
    }
  return undefined;
}

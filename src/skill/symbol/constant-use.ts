/** Whether a constant that calls take a name from is read by anything else. */

import type { Range } from '../../base/text.ts';
import type { Reference } from '../scope.ts';
import type { Skill } from '../skill.ts';
import { parseSyntax } from '../syntax.ts';
import { walk } from '../walk.ts';

/** What a name can be taken from. */
const texts: ReadonlySet<string> = new Set([
  'Literal',
  'TemplateLiteral',
  'ConditionalExpression',
  'LogicalExpression',
]);

/** The constants of one file, which is read once, and only where it has to be. */
export class ConstantUses {
  readonly #skill: Skill;
  #references: readonly Reference[] | undefined;

  constructor(skill: Skill) {
    this.#skill = skill;
  }

  /** `range` is that of the string in the constant's value. */
  isReadElsewhere(range: Range): boolean {
    if (isPlainlyForCalls(this.#skill, range)) return false;
    this.#references ??= walk(parseSyntax(this.#skill.code).program).references;
    return isReadByOthers(this.#references, this.#skill, range);
  }
}

/** Whether the constant's name stands at its declaration and at calls, and nowhere else in the whole text. */
function isPlainlyForCalls({ code, calls }: Skill, range: Range): boolean {
  const name = /\bconst\s+([a-z_]\w*)\s*=\s*$/i.exec(code.slice(0, range.start - 1))?.[1];
  if (name === undefined) return false;
  const uses = calls.filter(({ nameRange: { start, end } }) => code.slice(start, end) === name);
  return [...code.matchAll(new RegExp(`(?<![\\w$])${name}(?![\\w$])`, 'g'))].length === uses.length + 1;
}

function isReadByOthers(references: readonly Reference[], { calls }: Skill, range: Range): boolean {
  return references.some(({ node, binding, use }) => {
    const value = binding?.value;
    if (use === 'write' || value === undefined || !texts.has(value.type)) return false;
    if (value.start > range.start || range.end > value.end) return false;
    const isInside = (outer: Range) => outer.start <= node.start && node.end <= outer.end;
    return !calls.some(call => call.constants.length > 0 && isInside(call.nameRange));
  });
}

/** Whether a constant that calls take a name from is read by anything else. */

import type { Range } from '../../base/text.ts';
import type { Skill } from '../skill.ts';
import { parseSyntax } from '../syntax.ts';
import { walk } from '../walk.ts';

/** What a name can be taken from. */
const texts: ReadonlySet<string> = new Set(['Literal', 'TemplateLiteral', 'ConditionalExpression']);

/** `range` is that of the string in the constant's value. */
export function isReadElsewhere({ code, calls }: Skill, range: Range): boolean {
  const { references } = walk(parseSyntax(code).program);
  return references.some(({ node, binding, use }) => {
    const value = binding?.value;
    if (use === 'write' || value === undefined || !texts.has(value.type)) return false;
    if (value.start > range.start || range.end > value.end) return false;
    const isInside = (outer: Range) => outer.start <= node.start && node.end <= outer.end;
    return !calls.some(call => call.constants.length > 0 && isInside(call.nameRange));
  });
}

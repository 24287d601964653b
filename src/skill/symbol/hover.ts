/** What there is to tell about the thing under the mouse: a skill, an input of one, or a call that only the run knows. */

import type { PathSegment } from '../../base/json.ts';
import type { Range } from '../../base/text.ts';
import type { SkillCatalogue } from '../catalogue.ts';
import { propertyAt } from '../schema-path.ts';
import type { JsonSchema, Skill } from '../skill.ts';
import { argumentAt } from './call-at.ts';
import { mentionAt } from './mention.ts';
import { targetOf } from './reference.ts';
import { Tokens } from './token.ts';

export type Hover =
  | { readonly kind: 'skill'; readonly range: Range; readonly callee: Skill }
  | {
      readonly kind: 'input';
      readonly range: Range;
      readonly callee: Skill;
      readonly path: readonly PathSegment[];
      readonly schema: JsonSchema;
      readonly isRequired: boolean;
    }
  | { readonly kind: 'dynamic'; readonly range: Range };

/** `undefined` where there is nothing to tell. */
export function hoverAt(skill: Skill, offset: number, source: SkillCatalogue): Hover | undefined {
  const mention = mentionAt(skill, offset);
  if (mention !== undefined) {
    const callee = targetOf(source, { skill, mention });
    if (callee !== undefined) return { kind: 'skill', range: mention.range, callee };
  }
  return dynamicAt(skill, offset) ?? inputAt(skill, offset, source);
}

function dynamicAt({ calls }: Skill, offset: number): Hover | undefined {
  const call = calls.find(
    ({ callees, nameRange }) => callees.length === 0 && nameRange.start <= offset && offset <= nameRange.end,
  );
  return call && { kind: 'dynamic', range: call.nameRange };
}

/** The key of a property in a call's object. */
function inputAt({ text }: Skill, offset: number, source: SkillCatalogue): Hover | undefined {
  const tokens = new Tokens(text);
  if (tokens.comment(offset) !== undefined) return undefined;
  const inside = tokens.at(offset);
  const index = inside >= 0 ? inside : tokens.before(offset) + 1;
  const token = tokens.list[index];
  if (token === undefined || offset < token.start || offset > token.end) return undefined;
  const key = tokens.string(index) ?? (tokens.isWord(index) ? tokens.text(index) : undefined);
  const place = key === undefined ? undefined : argumentAt(tokens, index);
  if (key === undefined || place?.slot !== 'key' || place.call.callee === undefined) return undefined;
  const callee = source.find(place.call.callee);
  const path = [...place.path, key];
  const property = callee && propertyAt(callee.inputs, path);
  if (callee === undefined || property === undefined) return undefined;
  const { schema, isRequired } = property;
  return { kind: 'input', range: { start: token.start, end: token.end }, callee, path, schema, isRequired };
}

/** Names of skills in a file's JSDoc: the callees of its examples, and its links. */

import { readBlock, type Section } from '../block.ts';
import type { Skill, WrittenName } from '../skill.ts';
import { parseSyntax } from '../syntax.ts';
import { exampleNames } from './example.ts';

export interface CommentName extends WrittenName {
  readonly kind: 'example' | 'link';
}

const marks = /@example|@see|\{@link/;

/** `{@link x}`, `{@link x the text}`, `{@link x | the text}`, also `linkcode` and `linkplain`; no address, no path. */
const linkPattern = /\{@link(?:code|plain)?\s+([a-z][\w-]*)(?=\(\)|[\s|}])/dgi;

/** What `@see` begins with: `x` or `x, y`. */
const seePattern = /^[a-z][\w-]*(?:\(\))?(?:\s*,\s*[a-z][\w-]*(?:\(\))?)*(?=[\s,;|]|[.!)]?(?:\s|$))/i;

/** In the order of the text. Parses the file where its comments may have any. */
export function commentNames({ code }: Pick<Skill, 'code'>): readonly CommentName[] {
  if (!marks.test(code)) return [];
  const { docs } = parseSyntax(code);
  return docs
    .filter(({ start, end }) => marks.test(code.slice(start, end)))
    .flatMap(comment => readBlock(code, comment).flatMap(namesOf));
}

function namesOf(section: Section): readonly CommentName[] {
  const { tag, text } = section;
  const isExample = tag === 'example';
  const names = isExample ? exampleNames(text) : [...(tag === 'see' ? seen(text) : []), ...links(text)];
  return names.map(({ name, range }) => {
    const start = section.offset(range.start);
    return {
      kind: isExample ? 'example' : 'link',
      name,
      range: { start, end: start + range.end - range.start },
    };
  });
}

function links(text: string): readonly WrittenName[] {
  return [...text.matchAll(linkPattern)].map(({ 1: name = '', indices }) => {
    const [start, end] = indices?.[1] ?? [0, 0];
    return { name, range: { start, end } };
  });
}

function seen(text: string): readonly WrittenName[] {
  const list = seePattern.exec(text)?.[0] ?? '';
  return [...list.matchAll(/[\w-]+/g)].map(({ 0: name, index }) => {
    return { name, range: { start: index, end: index + name.length } };
  });
}

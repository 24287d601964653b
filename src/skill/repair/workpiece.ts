/** One skill on the bench: its text read anew, with everything that repairs look at. */

import type { AnyNode, Program } from 'acorn';
import type { Range } from '../../base/text.ts';
import type { SkillCatalogue } from '../catalogue.ts';
import type { Change, TextEdit } from '../edit.ts';
import { readSource, type Source } from '../parse.ts';
import type { Binding, Reference } from '../scope.ts';
import type { Skill } from '../skill.ts';
import { type Style, styleOf } from './style.ts';
import { isFunction, pathTo } from './tree.ts';

export class Workpiece {
  readonly catalogue: SkillCatalogue;
  readonly skill: Skill;
  readonly source: Source;
  readonly style: Style;

  /** @throws RangeError where the text is nested too deeply */
  constructor(catalogue: SkillCatalogue, skill: Skill) {
    this.catalogue = catalogue;
    this.skill = skill;
    this.source = readSource(skill, skill.code);
    this.style = styleOf(skill.text, this.source.syntax.program);
  }

  get text(): string {
    return this.skill.text;
  }

  get program(): Program {
    return this.source.syntax.program;
  }

  /** What the author wrote, types included. */
  slice({ start, end }: Range): string {
    return this.text.slice(start, end);
  }

  pathTo(range: Range): readonly AnyNode[] {
    return pathTo(this.program, range);
  }

  /** The whitespace that the line of an offset begins with. */
  indentAt(offset: number): string {
    const start = this.lineStart(offset);
    return /^[ \t]*/.exec(this.text.slice(start))?.[0] ?? '';
  }

  lineStart(offset: number): number {
    let at = offset;
    while (at > 0 && !isBreak(this.text[at - 1])) at--;
    return at;
  }

  /** After the line break of the line of an offset. */
  lineEnd(offset: number): number {
    const rest = this.text.slice(offset);
    const found = /\r\n|\n|\r/.exec(rest);
    return found === null ? this.text.length : offset + found.index + found[0].length;
  }

  /** The range widened to whole lines where it has its lines to itself. */
  wholeLines({ start, end }: Range): Range {
    const lineStart = this.lineStart(start);
    const lineEnd = this.lineEnd(end);
    const before = this.text.slice(lineStart, start);
    const after = this.text.slice(end, lineEnd);
    if (before.trim() === '' && after.trim() === '') return { start: lineStart, end: lineEnd };
    return { start, end: end + (/^[ \t]*/.exec(after)?.[0].length ?? 0) };
  }

  referencesTo(binding: Binding): readonly Reference[] {
    return this.source.findings.references.filter(reference => reference.binding === binding);
  }

  /** All names that mean something anywhere in the file. */
  get namesInUse(): ReadonlySet<string> {
    return new Set(
      [...this.source.findings.references.map(({ node }) => node.name), ...this.declaredNames()].filter(
        Boolean,
      ),
    );
  }

  *declaredNames(): Iterable<string> {
    const seen = new Set<unknown>();
    for (const { scope } of this.source.findings.references)
      for (let at: typeof scope | undefined = scope; at !== undefined && !seen.has(at); at = at.parent) {
        seen.add(at);
        for (const { name } of at.bindings) yield name;
      }
    for (const { name } of this.source.findings.top.bindings) yield name;
    for (const { name } of this.skill.entry?.parameters ?? []) yield name;
  }

  /** The name itself, or with the smallest number that makes it new in this file. */
  freeName(wanted: string): string {
    const taken = this.namesInUse;
    if (!taken.has(wanted)) return wanted;
    for (let number = 2; ; number++) if (!taken.has(`${wanted}${number}`)) return `${wanted}${number}`;
  }

  /** The function around the last node of a path; `undefined` for the module's own code. */
  functionAround(path: readonly AnyNode[]): AnyNode | undefined {
    return path.slice(0, -1).findLast(node => isFunction(node) || isDeferred(node));
  }

  changeOf(edits: readonly TextEdit[]): Change {
    return { edits: [{ path: this.skill.path, edits }], creates: [], renames: [] };
  }
}

/** Code of classes that runs at a time of its own, and cannot wait. */
export function isDeferred(node: AnyNode): boolean {
  return node.type === 'StaticBlock' || node.type === 'PropertyDefinition';
}

function isBreak(character: string | undefined): boolean {
  return character === '\n' || character === '\r';
}

export const insert = (at: number, text: string): TextEdit => ({ start: at, end: at, text });
export const replace = ({ start, end }: Range, text: string): TextEdit => ({ start, end, text });

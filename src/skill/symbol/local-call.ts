/** Calls among the functions of one file, which imports nothing: for a call hierarchy that begins inside a skill. */

import type * as acorn from 'acorn';
import type { Range } from '../../base/text.ts';
import { contains, isFunction, isSameRange, nodesOf } from '../repair/tree.ts';
import type { Skill } from '../skill.ts';
import { parseSyntax } from '../syntax.ts';
import { walk } from '../walk.ts';

/** A function of a file that has a name; the entry is none of them. */
export interface LocalFunction {
  readonly name: string;
  readonly nameRange: Range;
  readonly range: Range;
}

/** Another function and where the caller of the two names it; `undefined` stands for the skill itself. */
export interface LocalNeighbour {
  readonly other: LocalFunction | undefined;
  readonly ranges: readonly Range[];
}

/** The named functions of one text, and the calls between them. */
export class LocalCalls {
  readonly #functions: readonly LocalFunction[];
  /** All uses of the functions' names. */
  readonly #uses: readonly { readonly to: LocalFunction; readonly range: Range; readonly isCall: boolean }[];

  constructor({ code, entry }: Skill) {
    const { program } = parseSyntax(code);
    const named = [...nodesOf(program)].flatMap(node => namedFunction(node));
    this.#functions = named.filter(({ nameRange }) => !entry || !isSameRange(nameRange, entry.range));
    const byName = new Map(this.#functions.map(one => [one.nameRange.start, one]));
    this.#uses = walk(program).references.flatMap(({ node, use, binding }) => {
      const to = binding && byName.get(binding.node.start);
      return to === undefined ? [] : [{ to, range: rangeOf(node), isCall: use === 'call' }];
    });
  }

  /** The function whose name stands at an offset, where it is declared or used. */
  at(offset: number): LocalFunction | undefined {
    const isHere = (range: Range) => range.start <= offset && offset <= range.end;
    const declared = this.#functions.find(({ nameRange }) => isHere(nameRange));
    return declared ?? this.#uses.find(({ range }) => isHere(range))?.to;
  }

  /** The function of this name at this place, as it was handed out before; `undefined` when it is gone. */
  again({ name, nameRange }: Pick<LocalFunction, 'name' | 'nameRange'>): LocalFunction | undefined {
    return this.#functions.find(one => one.name === name && isSameRange(one.nameRange, nameRange));
  }

  incoming(of: LocalFunction): readonly LocalNeighbour[] {
    const calls = this.#uses.filter(({ to, isCall }) => isCall && to === of);
    return grouped(calls.map(({ range }) => ({ other: this.#around(range), range })));
  }

  outgoing(of: LocalFunction): readonly LocalNeighbour[] {
    const calls = this.#uses.filter(({ range, isCall }) => isCall && this.#around(range) === of);
    return grouped(calls.map(({ to, range }) => ({ other: to, range })));
  }

  /** Whether a place belongs to this function, and not to one inside it. */
  isIn(range: Range, of: LocalFunction): boolean {
    return this.#around(range) === of;
  }

  /** The innermost function around a place. */
  #around(place: Range): LocalFunction | undefined {
    return this.#functions
      .filter(({ range, nameRange }) => contains(range, place) && !isSameRange(nameRange, place))
      .sort((a, b) => a.range.end - a.range.start - (b.range.end - b.range.start))[0];
  }
}

/** `function f() {}`, and `const f = () => …`. */
function namedFunction(node: acorn.AnyNode): LocalFunction[] {
  const id = node.type === 'FunctionDeclaration' || node.type === 'VariableDeclarator' ? node.id : undefined;
  const value = node.type === 'VariableDeclarator' ? (node.init ?? undefined) : node;
  if (id?.type !== 'Identifier' || !isFunction(value)) return [];
  return [{ name: id.name, nameRange: rangeOf(id), range: rangeOf(value) }];
}

function grouped(
  calls: readonly { readonly other: LocalFunction | undefined; readonly range: Range }[],
): readonly LocalNeighbour[] {
  const ranges = new Map<LocalFunction | undefined, Range[]>();
  for (const { other, range } of calls) ranges.set(other, [...(ranges.get(other) ?? []), range]);
  return [...ranges].map(([other, places]) => ({ other, ranges: places }));
}

function rangeOf({ start, end }: Range): Range {
  return { start, end };
}

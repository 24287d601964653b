/** Writes the code of an inlined call: the callee's in the place of the call, its names made unique. */

import type { AnyNode, AwaitExpression, ObjectExpression, Statement } from 'acorn';
import type { Range } from '../../base/text.ts';
import type { TextEdit } from '../edit.ts';
import type { Binding } from '../scope.ts';
import type { Parameter } from '../skill.ts';
import { givesPromise } from './carried.ts';
import { moved } from './moved.ts';
import { contains, isFunction } from './tree.ts';
import { shorthandAt } from './undeclared.ts';
import { replace, type Workpiece } from './workpiece.ts';

/** What the callee does. */
export interface Body {
  /** All but a `return` at the end. */
  readonly statements: readonly Statement[];
  /** `undefined`: it returns nothing. */
  readonly value: AnyNode | undefined;
}

/** Where the call stands. */
export interface Place {
  readonly waiting: AwaitExpression;
  /** The statement whose first act the call is; `undefined` where only an expression can stand. */
  readonly statement: AnyNode | undefined;
  readonly argument: ObjectExpression | undefined;
}

/** An input and what the call gives it. */
export interface Bound {
  readonly parameter: Parameter;
  readonly binding: Binding;
  /** The text of its value. */
  readonly text: string;
  /** It can be written wherever the input is used. */
  readonly isSimple: boolean;
}

interface Parts {
  readonly body: Body;
  readonly place: Place;
  readonly inputs: readonly Bound[];
}

/** For one call; all that it needs is known to fit. */
export class Inliner {
  readonly #piece: Workpiece;
  readonly #other: Workpiece;
  readonly #parts: Parts;
  readonly #taken: Set<string>;
  /** What is declared there would be a result of the script. */
  readonly #isOutput: boolean;

  constructor(piece: Workpiece, other: Workpiece, parts: Parts) {
    this.#piece = piece;
    this.#other = other;
    this.#parts = parts;
    this.#taken = new Set(piece.namesInUse);
    const isTop = (piece.program.body as readonly (AnyNode | undefined)[]).includes(parts.place.statement);
    this.#isOutput = isTop && piece.source.form.kind === 'script';
  }

  edits(): readonly TextEdit[] | string {
    const { body, place, inputs } = this.#parts;
    const written = inputs.filter(({ binding }) =>
      this.#other.referencesTo(binding).some(({ use }) => use === 'write'),
    );
    const needs = inputs.filter(one => !one.isSimple || written.includes(one));
    const isPlain = needs.length === 0 && body.statements.length === 0;
    if (place.statement === undefined && !isPlain)
      return 'Store the result of the call in a variable first: the skill’s statements have to stand before it.';
    const renames = new Map<Binding, string>();
    for (const { binding, text, ...one } of inputs) {
      const isBound = needs.some(need => need.binding === binding);
      renames.set(
        binding,
        isBound ? this.#nameFor(binding, text, written) : one.isSimple ? bracketed(text) : text,
      );
    }
    for (const binding of this.#locals())
      if (!renames.has(binding)) renames.set(binding, this.#unique(binding.name));
    const inner = this.#renameEdits(renames);
    const value = this.#valueText(body.value, inner);
    const replacement = this.#replacement(value);
    if (isPlain || place.statement === undefined) return [replacement];
    const { eol, semicolon } = this.#piece.style;
    const indent = this.#piece.indentAt(place.statement.start);
    const declared = needs
      .filter(
        ({ binding, text }) => renames.get(binding) !== text || written.some(one => one.binding === binding),
      )
      .map(
        one =>
          `${written.includes(one) ? 'let' : 'const'} ${renames.get(one.binding)} = ${one.text}${semicolon}`,
      );
    const [first, last] = [body.statements[0], body.statements.at(-1)];
    const code =
      first === undefined || last === undefined
        ? []
        : [
            moved(
              this.#other,
              { start: first.start, end: last.end },
              { from: this.#other.indentAt(first.start), to: indent, edits: inner },
            ),
          ];
    const lines = [...declared, ...code].map(line => `${line.replaceAll(/\r\n|\n|\r/g, eol)}${eol}${indent}`);
    const start = { start: place.statement.start, end: place.statement.start, text: lines.join('') };
    const { type } = place.statement;
    if (
      type === 'ExpressionStatement' &&
      body.value === undefined &&
      isSameStart(place.waiting, place.statement)
    ) {
      const end = place.statement.end;
      return [{ start: place.statement.start, end, text: lines.join('').trimEnd() }];
    }
    return start.start === replacement.start
      ? [{ start: start.start, end: replacement.end, text: start.text + replacement.text }]
      : [start, replacement];
  }

  /** Of the awaited call; where the value may be a promise, of the call alone. */
  #replacement(text: string): TextEdit {
    const { place, body } = this.#parts;
    if (body.value === undefined || !givesPromise(body.value))
      return replace(place.waiting, this.#fits(text));
    const isCall = body.value.type === 'CallExpression';
    return replace(place.waiting.argument, isCall ? text : `(${text})`);
  }

  /** All that the callee declares, at whatever depth. */
  #locals(): readonly Binding[] {
    const node = this.#other.source.form.node;
    const found = new Set<Binding>();
    for (const { binding } of this.#other.source.findings.references) if (binding) found.add(binding);
    for (const scope of this.#other.source.findings.functions.values())
      for (const binding of scope.bindings) found.add(binding);
    return [...found].filter(
      binding => node !== undefined && contains(node, binding.node) && binding.node !== node.id,
    );
  }

  /** A variable of the caller that nothing changes needs no other name for what it holds. */
  #nameFor({ name, node }: Binding, text: string, written: readonly Bound[]): string {
    const isWritten = written.some(({ binding }) => binding.node === node);
    return name === text && !isWritten && this.#isFixed(name) ? name : this.#unique(name);
  }

  #isFixed(name: string): boolean {
    const uses = this.#piece.source.findings.references.filter(({ node }) => node.name === name);
    return uses.every(({ use }) => use !== 'write') && new Set(uses.map(({ binding }) => binding)).size === 1;
  }

  #unique(name: string): string {
    const base = this.#isOutput && !name.startsWith('_') ? `_${name}` : name;
    let candidate = base;
    for (let number = 2; this.#taken.has(candidate); number++) candidate = `${base}${number}`;
    this.#taken.add(candidate);
    return candidate;
  }

  #renameEdits(renames: ReadonlyMap<Binding, string>): readonly TextEdit[] {
    const edits = new Map<number, TextEdit>();
    const put = (node: AnyNode, name: string, text: string) => {
      if (name === text) return;
      const isShort = shorthandAt(this.#other, node);
      edits.set(node.start, replace(node, isShort ? `${name}: ${text.replace(/^\((.*)\)$/s, '$1')}` : text));
    };
    for (const { node, binding } of this.#other.source.findings.references) {
      const text = binding && renames.get(binding);
      if (text !== undefined) put(node, node.name, text);
    }
    const body = this.#other.source.form.node?.body;
    for (const [{ node, name }, text] of renames) if (body && contains(body, node)) put(node, name, text);
    return [...edits.values()];
  }

  #valueText(value: AnyNode | undefined, edits: readonly TextEdit[]): string {
    if (value === undefined) return 'null';
    const from = this.#other.indentAt(value.start);
    const to = this.#piece.indentAt(this.#parts.place.waiting.start);
    return moved(this.#other, value, { from, to, edits });
  }

  /** In brackets where the place or the value wants them. */
  #fits(text: string): string {
    const path = this.#piece.pathTo(this.#parts.place.waiting);
    const parent = path.at(-2);
    const isBracketed =
      /\(\s*$/.test(this.#piece.text.slice(0, this.#parts.place.waiting.start)) &&
      /^\s*\)/.test(this.#piece.text.slice(this.#parts.place.waiting.end));
    const isAlone =
      parent?.type === 'VariableDeclarator' || parent?.type === 'ReturnStatement' || isBracketed;
    const isStart = parent?.type === 'ExpressionStatement' || isFunction(parent);
    const { value } = this.#parts.body;
    const isPrimary =
      value === undefined ||
      /^(?:Identifier|Literal|MemberExpression|CallExpression|TemplateLiteral|ArrayExpression)$/.test(
        value.type,
      );
    if (
      isPrimary ||
      (isAlone && value.type !== 'SequenceExpression') ||
      (value.type === 'ObjectExpression' && !isStart)
    )
      return text;
    return `(${text})`;
  }
}

function isSameStart(a: Range, b: Range): boolean {
  return a.start === b.start;
}

/** A negative number after an operator. */
function bracketed(text: string): string {
  return /^-/.test(text) ? `(${text})` : text;
}

/** Which JSDoc type an input or the result has, as far as the code tells. */

import type { AnyNode } from 'acorn';
import { propertiesOf } from '../schema.ts';
import type { Parameter } from '../skill.ts';
import { schemaType, typeOfUses, typeOfValue } from './kind-of-value.ts';
import { scopeAt } from './scope-at.ts';
import { isSameRange, ownNodes } from './tree.ts';
import type { Workpiece } from './workpiece.ts';

/** From its default, else from what is done with it; `undefined` where that is not sure. */
export function typeOfParameter(piece: Workpiece, parameter: Parameter): string | undefined {
  const known = schemaType(propertiesOf(piece.skill.inputs)[parameter.name]);
  if (known !== undefined) return known;
  const value = parameter.default;
  if (value !== undefined && value !== null) return typeOfJson(value);
  const uses = usesOf(piece, parameter);
  return typeOfUses(piece, uses) ?? (parameter.isRest ? 'any[]' : undefined);
}

function typeOfJson(value: unknown): string {
  if (!Array.isArray(value)) return typeof value === 'object' ? 'object' : typeof value;
  const types = new Set(value.map(item => (item === null ? 'null' : typeof item)));
  const [type, other] = types;
  return type === undefined || other !== undefined || /object|null/.test(type) ? 'any[]' : `${type}[]`;
}

function usesOf(piece: Workpiece, { name, range }: Parameter): readonly AnyNode[] {
  const { references, functions } = piece.source.findings;
  const entry = piece.source.form.node;
  const scope = entry && functions.get(entry);
  const bound = scope?.bindings.find(({ node }) => isSameRange(node, range));
  return references
    .filter(({ node, binding, use }) =>
      use === 'write' ? false : bound ? binding === bound : binding === undefined && node.name === name,
    )
    .map(({ node }) => node);
}

/** Where every `return` of the entry gives the same type. */
export function typeOfReturns(piece: Workpiece): string | undefined {
  const entry = piece.source.form.node;
  if (entry === undefined) return undefined;
  const values: AnyNode[] = [];
  if (entry.body.type !== 'BlockStatement') values.push(entry.body);
  else
    for (const node of ownNodes(entry.body))
      if (node.type === 'ReturnStatement') {
        if (!node.argument) return undefined;
        values.push(node.argument);
      }
  const types = new Set(values.map(value => typeOfValue(piece, value, scopeAt(piece, value))));
  const [type, other] = types;
  return other === undefined ? type : undefined;
}

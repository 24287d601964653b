/** Finds what a position in a skill has to do with a call of another: there, the editor itself answers. */

import type ts from 'typescript-server';
import { placeAt } from '../skill/symbol/cursor.ts';

/**
 * - `name`: in the name that is called: `callSkill('…')`, `skills.…`, `skills['…']`
 * - `input`: in the object of inputs or in one inside of it, where the name of an input stands or could stand
 * - `value`: directly behind such a name, or in the string that stands there
 * - `call`: anywhere else between the brackets of the call
 * - `type`: in a type of its JSDoc
 */
export type CallPlace = 'name' | 'input' | 'value' | 'call' | 'type';

export function placeInCall(
  typescript: typeof ts,
  file: ts.SourceFile,
  position: number,
): CallPlace | undefined {
  if (placeAt(file.text, position)?.kind === 'type') return 'type';
  const path = pathTo(file, position);
  for (let at = path.length - 1; at >= 0; at--) {
    const node = path[at] as ts.Node;
    const child = path[at + 1];
    if (isSkillsMember(typescript, node) && child !== undefined && child !== node.expression) return 'name';
    if (typescript.isFunctionLike(node)) return undefined;
    if (!typescript.isCallExpression(node) || !isSkillCall(typescript, node)) continue;
    if (child === undefined || child === node.expression)
      return position > node.expression.end ? 'call' : undefined;
    if (isCallSkill(typescript, node.expression) && child === node.arguments[0])
      return nameOrCall(typescript, child);
    return placeInInputs(typescript, path.slice(at + 1));
  }
  return undefined;
}

function nameOrCall(typescript: typeof ts, argument: ts.Node): CallPlace {
  return typescript.isStringLiteralLike(argument) ? 'name' : 'call';
}

/** The nodes from the file down to the innermost that touches the position; of two, the later one. */
function pathTo(file: ts.SourceFile, position: number): readonly ts.Node[] {
  const path: ts.Node[] = [];
  let next: ts.Node | undefined = file;
  while (next !== undefined) {
    path.push(next);
    const children: ts.Node[] = [];
    next.forEachChild(child => {
      if (child.getFullStart() <= position && position <= child.end) children.push(child);
    });
    next = children.findLast(child => child.getStart(file) <= position) ?? children.at(-1);
  }
  return path;
}

function isSkillCall(typescript: typeof ts, { expression }: ts.CallExpression): boolean {
  return isCallSkill(typescript, expression) || isSkillsMember(typescript, expression);
}

function isCallSkill(typescript: typeof ts, node: ts.Node): boolean {
  return typescript.isIdentifier(node) && node.text === 'callSkill';
}

function isSkillsMember(
  typescript: typeof ts,
  node: ts.Node,
): node is ts.PropertyAccessExpression | ts.ElementAccessExpression {
  if (!typescript.isPropertyAccessExpression(node) && !typescript.isElementAccessExpression(node))
    return false;
  return typescript.isIdentifier(node.expression) && node.expression.text === 'skills';
}

/** `path`: from the argument down to the innermost node, through objects, lists and their properties only. */
function placeInInputs(typescript: typeof ts, path: readonly ts.Node[]): 'input' | 'value' | 'call' {
  let place: 'input' | 'value' | 'call' = 'call';
  for (const [depth, node] of path.entries()) {
    const parent = path[depth - 1];
    if (typescript.isShorthandPropertyAssignment(node)) return 'input';
    if (typescript.isObjectLiteralExpression(node)) place = 'input';
    else if (place === 'call') return 'call';
    else if (typescript.isPropertyAssignment(node) || typescript.isArrayLiteralExpression(node))
      place = 'value';
    else if (parent && typescript.isPropertyAssignment(parent) && parent.name === node) return 'input';
    else return typescript.isStringLiteralLike(node) || typescript.isIdentifier(node) ? place : 'call';
  }
  return place;
}

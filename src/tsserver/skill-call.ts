/** Finds what a position in a skill has to do with a call of another: there, the editor itself answers. */

import type ts from 'typescript-server';

/**
 * - `name`: in the name that is called: `callSkill('…')`, `skills.…`, `skills['…']`
 * - `input`: directly in the object of inputs, where the name of an input stands or could stand
 * - `call`: anywhere else between the brackets of the call
 */
export type CallPlace = 'name' | 'input' | 'call';

export function placeInCall(
  typescript: typeof ts,
  file: ts.SourceFile,
  position: number,
): CallPlace | undefined {
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
    return isInputName(typescript, child, path[at + 2], path[at + 3]) ? 'input' : 'call';
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

/** `argument`, `property` and `part` are three nodes of a path, each inside the one before. */
function isInputName(
  typescript: typeof ts,
  argument: ts.Node,
  property: ts.Node | undefined,
  part: ts.Node | undefined,
): boolean {
  if (!typescript.isObjectLiteralExpression(argument)) return false;
  if (property === undefined || typescript.isShorthandPropertyAssignment(property)) return true;
  return typescript.isPropertyAssignment(property) && (part === undefined || part === property.name);
}

/** Quick fixes for the names of files: one that is valid, and that no other skill has. */

import { isSkillName } from '../name.ts';
import { type Fixer, quickFix } from './fix.ts';
import type { Workpiece } from './workpiece.ts';

export const fixInvalidName: Fixer = (piece, problem) => {
  const name = freeName(piece, validName(piece.skill.name));
  return name === undefined ? [] : [renameFix(piece, problem, name)];
};

export const fixDuplicateName: Fixer = (piece, problem) => {
  const { name, category } = piece.skill;
  const last = category.slice(category.lastIndexOf('/') + 1);
  const wanted = last === '' ? [] : [validName(`${last}_${name}`), validName(`${name}_${last}`)];
  const names = [...wanted.filter(one => isFree(piece, one)), freeName(piece, name)];
  return [...new Set(names)]
    .filter(one => one !== undefined)
    .map((one, index) => renameFix(piece, problem, one, index === 0));
};

function renameFix(piece: Workpiece, problem: Parameters<Fixer>[1], name: string, isPreferred = true) {
  const { path } = piece.skill;
  const folder = path.slice(0, path.lastIndexOf('/') + 1);
  const extension = /\.\w+$/.exec(path)?.[0] ?? '.js';
  const to = `${folder}${name}${extension}`;
  const change = { edits: [], creates: [], renames: [{ from: path, to }] };
  return quickFix(piece, problem, { title: `Rename the file to "${name}${extension}"`, change, isPreferred });
}

/** The letters and digits of a text in the form of a skill's name: `2nd try!` → `skill_2nd_try`. */
function validName(text: string): string {
  const plain = text
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .replace(/[^a-z0-9_-]+/gi, '_')
    .replace(/^[_-]+|[_-]+$/g, '');
  const name = /^[a-z]/i.test(plain) ? plain : plain === '' ? 'skill' : `skill_${plain}`;
  return name.slice(0, 64);
}

function isFree({ catalogue }: Workpiece, name: string): boolean {
  return isSkillName(name) && catalogue.find(name) === undefined && catalogue.obstacle(name) === undefined;
}

/** The name itself, or with the smallest number that makes it new. */
function freeName(piece: Workpiece, name: string): string | undefined {
  if (isFree(piece, name)) return name;
  for (let number = 2; number < 10_000; number++) {
    const candidate = `${name.slice(0, 60)}${/\d$/.test(name) ? '_' : ''}${number}`;
    if (isFree(piece, candidate)) return candidate;
  }
  return undefined;
}

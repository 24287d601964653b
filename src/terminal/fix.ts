/** `skillsmith check --fix`: makes the safe repairs, each file at once or not at all, and says what was done. */

import { stripTypes } from '../node/typescript.ts';
import { type FixedFile, fixAll } from '../skill/repair/fix-all.ts';
import { counted } from './list.ts';
import type { OpenSkills } from './skill-root.ts';
import type { Output, Terminal } from './terminal.ts';
import type { KeptVersions } from './versions.ts';

const byteOrderMark = '\ufeff';

/** Writes the files and tells the catalogue; a file that cannot be written stays as it was, and is named. */
export async function fix(
  skills: OpenSkills,
  { json, versions }: { readonly json: boolean; readonly versions: KeptVersions },
  { out, err }: Terminal,
): Promise<void> {
  const { catalogue } = skills;
  const paths = [...catalogue.skills()].map(({ path }) => path);
  const told = json ? err : out;
  let [problems, files] = [0, 0];
  for (const file of fixAll({ catalogue, paths, stripTypes })) {
    const failure = await versions.write(file.path, withoutMark(file.before), withoutMark(file.after));
    if (failure !== undefined) {
      err.write(`${err.paint('red', 'not fixed')} ${skills.shown(file.path)}: ${failure}\n`);
      continue;
    }
    catalogue.update({ set: [{ path: file.path, text: file.after }] });
    for (const line of linesOf(file, skills, told.paint)) told.write(`${line}\n`);
    problems += file.fixed.length;
    files++;
  }
  if (problems > 0) err.write(`${counted(problems, 'problem')} fixed in ${counted(files, 'file')}\n`);
}

function linesOf({ path, fixed }: FixedFile, skills: OpenSkills, paint: Output['paint']): readonly string[] {
  return fixed.map(({ problem, line, column, title }) => {
    const place = paint('bold', `${skills.shown(path)}:${line}:${column}`);
    return `${place} ${paint('green', 'fixed')} ${paint('dim', problem.code)} ${title}`;
  });
}

function withoutMark(text: string): string {
  return text.startsWith(byteOrderMark) ? text.slice(byteOrderMark.length) : text;
}

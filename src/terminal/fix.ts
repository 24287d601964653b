/** `skillsmith check --fix`: makes the safe repairs, each file at once or not at all, and says what was done. */

import { readFile, realpath, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { stripTypes } from '../node/typescript.ts';
import { type FixedFile, fixAll } from '../skill/repair/fix-all.ts';
import { counted } from './list.ts';
import type { OpenSkills } from './skill-root.ts';
import type { Output, Terminal } from './terminal.ts';

const byteOrderMark = '\ufeff';

/** Writes the files and tells the catalogue; a file that cannot be written stays as it was, and is named. */
export async function fix(skills: OpenSkills, json: boolean, { out, err }: Terminal): Promise<void> {
  const { catalogue } = skills;
  const paths = [...catalogue.skills()].map(({ path }) => path);
  const told = json ? err : out;
  let [problems, files] = [0, 0];
  for (const file of fixAll({ catalogue, paths, stripTypes })) {
    const failure = await written(join(skills.folder, file.path), file);
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

/** Beside the file first, then in its place. Returns why it could not be; `undefined` when it is done. */
async function written(path: string, { before, after }: FixedFile): Promise<string | undefined> {
  const target = await realpath(path).catch(() => path);
  const draft = `${target}.${process.pid}.tmp`;
  try {
    const present = await readFile(target, 'utf8');
    const mark = present.startsWith(byteOrderMark) ? byteOrderMark : '';
    if (present.slice(mark.length) !== before.replace(/^\ufeff/, '')) return 'it was changed meanwhile.';
    const { mode } = await stat(target);
    await writeFile(draft, mark + after.replace(/^\ufeff/, ''), { mode });
    await rename(draft, target);
    return undefined;
  } catch (error) {
    await rm(draft, { force: true });
    return error instanceof Error ? error.message : String(error);
  }
}

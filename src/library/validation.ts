/** Whether skills may be saved: the errors that they would have among all others, of which only those are read that matter. */

import { SkillCatalogue } from '../skill/catalogue.ts';
import { skillNameOfPath } from '../skill/name.ts';
import type { SkillFile, StripTypes } from '../skill/skill.ts';
import type { FoundProblem } from './version.ts';

export interface Neighbours {
  /** The files in the folder whose skill has this name, ignoring case. */
  named(name: string): readonly SkillFile[];
}

/** The errors of each file by its path; files without any are left out. The drafts count as if they were saved. */
export function errorsOf(
  drafts: readonly SkillFile[],
  neighbours: Neighbours,
  stripTypes: StripTypes,
): ReadonlyMap<string, readonly FoundProblem[]> {
  const catalogue = new SkillCatalogue({ stripTypes });
  try {
    addReachable(catalogue, drafts, neighbours);
    const errors = new Map<string, readonly FoundProblem[]>();
    for (const { path } of drafts) {
      const found = catalogue.problems(path).filter(({ severity }) => severity === 'error');
      if (found.length === 0) continue;
      errors.set(
        path,
        found.map(({ code, severity, range, message }) => ({ code, severity, range, message })),
      );
    }
    return errors;
  } finally {
    catalogue.dispose();
  }
}

/** The drafts, who shares their names, and whom they call, and so on: a circle of calls is closed by what is called. */
function addReachable(catalogue: SkillCatalogue, drafts: readonly SkillFile[], neighbours: Neighbours): void {
  const asked = new Set<string>();
  let files: readonly SkillFile[] = drafts;
  while (files.length > 0) {
    catalogue.update({ set: files.filter(({ path }) => catalogue.at(path) === undefined) });
    const names = files.flatMap(({ path }) => [
      skillNameOfPath(path),
      ...(catalogue.at(path)?.calls ?? []).flatMap(call => call.callees),
    ]);
    const next = names.map(name => name.toLowerCase()).filter(name => !asked.has(name));
    for (const name of next) asked.add(name);
    files = [...new Set(next)]
      .flatMap(name => neighbours.named(name))
      .filter(({ path }) => catalogue.at(path) === undefined);
  }
}

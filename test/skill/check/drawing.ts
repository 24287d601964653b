/** Draws the problems of several skills as text, for the tests of this folder. */

import { SkillCatalogue } from '../../../src/skill/catalogue.ts';
import { noTypes, withoutSilence } from '../reading.ts';

/** A catalogue of these files, by path. */
export function catalogueOf(files: Readonly<Record<string, string>>): SkillCatalogue {
  const catalogue = new SkillCatalogue({ stripTypes: noTypes });
  catalogue.update({ set: Object.entries(files).map(([path, text]) => ({ path, text })) });
  return catalogue;
}

/** `code "underlined"` for each problem of a file but a missing description. */
export function underlinedIn(catalogue: SkillCatalogue, path: string): string[] {
  const text = catalogue.at(path)?.text ?? '';
  return withoutSilence(catalogue.problems(path)).map(
    ({ code, range }) =>
      `${code.replace('skill/', '')} ${JSON.stringify(text.slice(range.start, range.end))}`,
  );
}

/** `code "underlined": message`. */
export function toldIn(catalogue: SkillCatalogue, path: string): string[] {
  const problems = withoutSilence(catalogue.problems(path));
  return underlinedIn(catalogue, path).map((line, index) => `${line}: ${problems[index]?.message}`);
}

/** Real JavaScript from npm packages, made into skills without a change of its lines. */

import { readdirSync, readFileSync } from 'node:fs';
import { parse } from 'acorn';
import type { SkillFile } from '../../src/skill/skill.ts';

const packages = new URL('../../node_modules/', import.meta.url);

/** Folders of packages under permissive licences; all are devDependencies of an exact version. */
const folders: readonly string[] = [
  'lodash',
  'underscore/cjs',
  'ramda/src',
  'ramda/src/internal',
  'semver/classes',
  'semver/functions',
  'semver/internal',
  'semver/ranges',
  'markdown-it/lib/rules_block',
  'markdown-it/lib/rules_core',
  'markdown-it/lib/rules_inline',
  'markdown-it/lib/helpers',
];

const licences = /^(?:MIT|ISC|BSD-[23]-Clause|Apache-2\.0)$/;

export interface CorpusSkill extends SkillFile {
  /** Relative to `node_modules`. */
  readonly source: string;
  /**
   * `entry`: the exported function is the skill. `documented`: so it is, with its own docs. `wrapped`: all of the file
   * is inside of one.
   */
  readonly form: 'entry' | 'documented' | 'wrapped';
}

/** Every file in both forms that it can have; each has the lines of its source. */
export function corpus(): CorpusSkill[] {
  return folders.flatMap(folder => {
    const licence = licenceOf(folder.split('/')[0] as string);
    if (!licences.test(licence)) throw new Error(`${folder} is under ${licence}`);
    return readdirSync(new URL(`${folder}/`, packages), { withFileTypes: true })
      .filter(entry => entry.isFile() && /\.m?js$/.test(entry.name) && !/\.min\./.test(entry.name))
      .map(({ name }) => `${folder}/${name}`)
      .sort()
      .flatMap(skillsOf);
  });
}

function licenceOf(name: string): string {
  const manifest = JSON.parse(readFileSync(new URL(`${name}/package.json`, packages), 'utf8')) as {
    readonly license: string;
  };
  return manifest.license;
}

function skillsOf(source: string): CorpusSkill[] {
  const text = readFileSync(new URL(source, packages), 'utf8');
  if (text.length > 40_000) return [];
  const name = source.replace(/\.m?js$/, '').replace(/\W+/g, '-');
  const made: CorpusSkill[] = [];
  const add = (form: CorpusSkill['form'], code: string | undefined) => {
    if (code === undefined || !parses(code)) return;
    made.push({ source, form, path: `${form}/${form[0]}-${name.slice(-60)}.js`, text: code });
  };
  const entry = asEntry(text);
  add('entry', entry && `/** From ${source}. */ ${shim} ${entry.replaceAll('/**', '/* ')}`);
  add('documented', entry?.includes('/**') ? `${shim} ${entry}` : undefined);
  add('wrapped', asWrapped(text, source));
  return made;
}

function parses(code: string): boolean {
  try {
    parse(code, { ecmaVersion: 'latest', sourceType: 'module' });
    return true;
  } catch {
    // Sloppy code that no module may have, such as `with` and octal numbers.
    return false;
  }
}

/** What stands for the module system, in one line. */
const shim =
  'const require = (name) => ({ name }); const module = { exports: {} }; const exports = module.exports;';

/** `module.exports = f` and `export default f` of a function that the file declares. */
function asEntry(text: string): string | undefined {
  const found = /^(?:module\.exports = |export default )([A-Za-z_$][\w$]*);?\s*$/m.exec(text);
  if (found === null || !new RegExp(`^(?:async )?function ${found[1]}\\b`, 'm').test(text)) return undefined;
  return text.replace(found[0].trimEnd(), `export default ${found[1]};`);
}

function asWrapped(text: string, source: string): string | undefined {
  if (/^(?:import|export)\b/m.test(text)) return undefined;
  return `/** All of ${source}. */ export default function whole() { ${shim} ${text}\nreturn module.exports; }`;
}

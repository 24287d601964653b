/** Which files are skills, and which text follows the author's in each: what the editor says, by path and version. */

import { isSkillPath } from '../skill/name.ts';
import { bareSurroundings, type Surroundings } from '../skill/surroundings.ts';

export interface Ending {
  readonly text: string;
  /** Another for each text that the file has had. */
  readonly version: number;
}

const bare: Ending = { text: bareSurroundings, version: 0 };

export class SurroundedFiles {
  readonly #normalize: (path: string) => string;
  #folders: readonly string[] = [];
  #endings: ReadonlyMap<string, Ending> = new Map();
  #version = 0;

  constructor(options: { readonly isCaseSensitive: boolean }) {
    this.#normalize = path => {
      const slashed = path.replaceAll('\\', '/');
      return options.isCaseSensitive ? slashed : slashed.toLowerCase();
    };
  }

  /**
   * Takes the editor's word; what is not of its shape says that there are no skills. Returns the paths of the files
   * that end otherwise than before, `undefined` when that may be any.
   */
  configure(config: unknown): readonly string[] | undefined {
    const { folders, files } = readSurroundings(config);
    const wanted = folders.map(folder => `${this.#normalize(folder).replace(/\/$/, '')}/`);
    const before = this.#endings;
    const changed: string[] = [];
    const endings = new Map<string, Ending>();
    for (const [path, text] of files) {
      const key = this.#normalize(path);
      const known = before.get(key);
      if (known?.text !== text) changed.push(path);
      endings.set(key, known?.text === text ? known : { text, version: ++this.#version });
    }
    for (const key of before.keys()) if (!endings.has(key)) changed.push(key);
    const isSame = wanted.join('\n') === this.#folders.join('\n');
    if (!isSame || changed.length > 0) this.#version++;
    this.#folders = wanted;
    this.#endings = endings;
    return isSame ? changed : undefined;
  }

  /** There are no skills: nothing is another than without them. */
  get isEmpty(): boolean {
    return this.#folders.length === 0;
  }

  /** Another after each {@link configure} that brought something new. */
  get version(): number {
    return this.#version;
  }

  /** `undefined` for a file that is no skill. */
  endingOf(path: string): Ending | undefined {
    if (this.#folders.length === 0) return undefined;
    const key = this.#normalize(path);
    const known = this.#endings.get(key);
    if (known !== undefined) return known;
    const folder = this.#folders.find(prefix => key.startsWith(prefix));
    return folder !== undefined && isSkillPath(key.slice(folder.length)) ? bare : undefined;
  }
}

function readSurroundings(config: unknown): Surroundings {
  if (typeof config !== 'object' || config === null) return { folders: [], files: [] };
  const { folders, files } = config as Partial<Record<keyof Surroundings, unknown>>;
  const isText = (value: unknown) => typeof value === 'string';
  return {
    folders: Array.isArray(folders) ? folders.filter(isText) : [],
    files: Array.isArray(files)
      ? files.filter(
          (file): file is [string, string] => Array.isArray(file) && file.length === 2 && file.every(isText),
        )
      : [],
  };
}

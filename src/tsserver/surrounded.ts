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

  /** Takes the editor's word; what is not of its shape says that there are no skills. Returns whether anything is new. */
  configure(config: unknown): boolean {
    const { folders, files } = readSurroundings(config);
    const wanted = folders.map(folder => `${this.#normalize(folder).replace(/\/$/, '')}/`);
    const before = this.#endings;
    const endings = new Map(
      files.map(([path, text]) => {
        const key = this.#normalize(path);
        const known = before.get(key);
        return [key, known?.text === text ? known : { text, version: ++this.#version }];
      }),
    );
    const isNew =
      wanted.join('\n') !== this.#folders.join('\n') ||
      endings.size !== before.size ||
      [...endings].some(([path, ending]) => before.get(path) !== ending);
    this.#folders = wanted;
    this.#endings = endings;
    if (isNew) this.#version++;
    return isNew;
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

/** What a TypeScript service is told of the skills of a window: plain data, made in the editor. */

export interface Surroundings {
  /** Absolute paths of the skills folders. */
  readonly folders: readonly string[];
  /** Of the skills that are open: the absolute path, and the text that follows the author's. */
  readonly files: readonly (readonly [path: string, text: string])[];
}

/** The text that makes a file a module of its own, and says nothing more. */
export const bareSurroundings = '\n;export {};\n';

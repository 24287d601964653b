/** Stack frames as text, taken apart so that their places can be links. */

export type StackFrame =
  | { readonly text: string; readonly place?: undefined }
  | {
      /** What stands before the place: `at price (`. */
      readonly text: string;
      readonly place: { readonly file: string; readonly line: number; readonly column: number };
      readonly after: string;
    };

/** Lines that are no frames stay text; empty ones are left out. */
export function stackFrames(stack: string): readonly StackFrame[] {
  return stack
    .split('\n')
    .map(line => line.trim())
    .filter(line => line !== '')
    .map(line => {
      const match = /^(at (?:.*\()?)([^()]+?):(\d{1,9}):(\d{1,9})(\)?)$/.exec(line);
      if (match === null) return { text: line };
      const [, text = '', file = '', row, column, after = ''] = match;
      return { text, place: { file, line: Number(row), column: Number(column) }, after };
    });
}

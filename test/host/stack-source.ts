/** Names the sources in stacks of the bundled tests; VS Code's extension host keeps Node from doing so itself. */

import { readFile } from 'node:fs/promises';
import { SourceMap } from 'node:module';
import path from 'node:path';

/** Rewrites places in the bundle, such as `tests.cjs:50:31`, in whatever text is given. */
export async function sourceNamer(bundle: string, root: string): Promise<(text: string) => string> {
  const map = new SourceMap(JSON.parse(await readFile(`${bundle}.map`, 'utf8')));
  const place = new RegExp(`[^\\s(]*${path.basename(bundle).replaceAll('.', '\\.')}:(\\d+):(\\d+)`, 'g');
  return text =>
    text.replace(place, (whole, line: string, column: string) => {
      const entry = map.findEntry(Number(line) - 1, Number(column) - 1);
      if (!('originalSource' in entry)) return whole;
      const source = path.relative(root, path.resolve(path.dirname(bundle), entry.originalSource));
      return `${source}:${entry.originalLine + 1}:${entry.originalColumn + 1}`;
    });
}

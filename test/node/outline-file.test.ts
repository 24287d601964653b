/** The outlines beside the skills: there for files that have not changed, and for no others. */

import assert from 'node:assert/strict';
import {
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { SkillOutline } from '../../src/library/outline.ts';
import { readOutlineFile, type Slices, writeOutlineFile } from '../../src/node/outline-file.ts';

const atOnce: Slices = async (items, handle) => handle(items);
const outline = (path: string): SkillOutline => ({
  path,
  name: path.replace('.js', ''),
  category: '',
  summary: '',
  tags: [],
  isDeprecated: false,
  form: 'function',
  errors: 0,
  warnings: 0,
});

describe('outline file', () => {
  let folder = '';
  const paths = ['a.js', 'b.js', 'c.js'];
  const read = async () => [...(await readOutlineFile(folder, atOnce)).keys()];

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'skillsmith-outline-'));
    for (const path of paths) writeFileSync(join(folder, path), '// skill');
    await writeOutlineFile(folder, paths.map(outline), atOnce);
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it('has what has not changed', async () => {
    assert.deepEqual(await read(), paths);
    writeFileSync(join(folder, 'a.js'), '// another');
    utimesSync(join(folder, 'b.js'), 1, 1);
    rmSync(join(folder, 'c.js'));
    assert.deepEqual(await read(), []);
  });

  it('has no links', async () => {
    rmSync(join(folder, 'a.js'));
    symlinkSync(join(folder, 'b.js'), join(folder, 'a.js'));
    assert.deepEqual(await read(), ['b.js', 'c.js']);
    await writeOutlineFile(folder, [outline('a.js')], atOnce);
    assert.deepEqual(await read(), []);
  });

  it('lies in a folder that git does not see, and leaves nothing beside it', () => {
    assert.deepEqual(readdirSync(join(folder, '.local')).sort(), ['.gitignore', 'outline.json']);
    assert.equal(readFileSync(join(folder, '.local', '.gitignore'), 'utf8'), '*\n');
  });

  it('is none where there is none, or where it is torn', async () => {
    writeFileSync(join(folder, '.local', 'outline.json'), '{"version":1,"rows":[["a.js"');
    assert.deepEqual(await read(), []);
    rmSync(join(folder, '.local'), { recursive: true });
    assert.deepEqual(await read(), []);
  });
});

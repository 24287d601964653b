import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { cacheFolder } from '../host/cache.ts';
import { Server, type Workspace } from './server.ts';

const require = createRequire(import.meta.url);
const oldest = path.join(
  cacheFolder(),
  'vscode-server-4.110.0/package/lib/vscode/extensions/node_modules/typescript/lib/tsserver.js',
);

const callee = `/**
 * Hypotenuse of a right triangle. *\u2060/ @typedef {string} Bad
 * @param {number} a - first leg
 * @param {number} b - second leg
 * @param {'m' | 'ft'} [unit] - of the legs
 * @param {Date} [when]
 * @returns {{ hypotenuse: number, at: Date }}
 */
export default async function pythagorean(a, b, unit, when) {
  return { hypotenuse: Math.sqrt(a * a + b * b), at: when };
}
`;

const tree = `/**
 * @typedef {{ name: string, children: Tree[] }} Tree
 */
/**
 * @param {Tree} root
 * @returns {Tree}
 */
export default function tree(root) { return root; }
`;

const script = `/** @param {integer} n - how many */
const double = n * 2;
const _hidden = 1;
`;

const skills = {
  '.skills/geometry/pythagorean.js': callee,
  '.skills/tree.js': tree,
  '.skills/script.js': script,
  '.skills/constructor.js': '/** @param {string} text */\nexport default text => text;\n',
  '.skills/with-hyphen.ts': 'export default (a: { b: Date }): string[] => [String(a)];\n',
};

function suite(name: string, tsserver: string) {
  describe(`the plugin in ${name}`, function () {
    this.timeout(60_000);
    let server: Server | undefined;
    let opened: Workspace | undefined;
    before(async function () {
      if (!existsSync(tsserver)) this.skip();
      server = await Server.start(tsserver);
    });
    after(() => server?.stop());
    afterEach(async () => {
      if (opened !== undefined) await server?.close(opened);
      opened = undefined;
    });

    const start = async (files: Readonly<Record<string, string>>): Promise<Workspace> => {
      assert(server);
      opened = await server.workspace({ ...skills, ...files });
      return opened;
    };

    /** The errors of a checked JavaScript skill with this code; its first line is line 2. */
    const errorsOf = async (code: string) =>
      (await start({ '.skills/caller.js': `// @ts-check\n${code}\n` })).problems('.skills/caller.js');

    it('checks inputs at the exact place', async () => {
      const errors = await errorsOf(`await callSkill('pythagorean', { a: 1, b: 2 });
await callSkill('pythagorean', { a: '1', b: 2 });
await callSkill('pythagorean', { a: 1 });
await callSkill('pythagorean', { a: 1, b: 2, c: 3 });
await callSkill('pythagorean');
await skills.pythagorean({ a: 1, b: 2, unit: 'kg' });
await skills['pythagorean']({ a: 1, b: 2, when: 3 });
await callSkill('pythagorean', { a: 1, b: 2, when: new Date(), unit: 'm' });
await callSkill('pythagorean', { a: 1, b: 2, when: '2026-01-01T00:00:00Z', unit: undefined });`);
      assert.deepEqual(
        errors.map(text => text.split(' ').slice(0, 2).join(' ')),
        ['3:34 2322', '4:32 2345', '5:46 2353', '6:7 2554', '7:40 2322', '8:43 2322'],
      );
    });

    it('gives results their types, dates as texts', async () => {
      const { hover } = await started(`const r = await callSkill('pythagorean', { a: 1, b: 2 });
const s = await skills.tree({ root: { name: 'x', children: [] } });
const deep = s.children[0].children;
const t = await callSkill('script', { n: 1 });
const u = await skills['with-hyphen']({ a: { b: new Date() } });
const v = await skills.constructor({ text: 'x' });
const w = await callSkill('unknown', { any: 'thing' });
const x = await callSkill(String(1), {});`);
      assert.match(await hover('r ='), /hypotenuse: number;\s+at: string/);
      assert.match(await hover('deep ='), /const deep: Tree\[\]/);
      assert.match(await hover('t ='), /\{\s+double: any;\s+\}/);
      assert.match(await hover('u ='), /const u: string\[\]/);
      assert.match(await hover('v ='), /const v: any/);
      assert.match(await hover('w ='), /const w: any/);
      assert.match(await hover('x ='), /const x: any/);
    });

    const started = async (code: string) => {
      const files = { '.skills/caller.js': `// @ts-check\n${code}\n` };
      const running = await start(files);
      assert.deepEqual(await running.problems('.skills/caller.js'), []);
      return { hover: async (text: string) => (await running.hover('.skills/caller.js', text)) ?? '' };
    };

    it('knows the inputs of a script, the console and the rest of the sandbox', async () => {
      const { hover } = await started(`/**
 * @param {integer} n - how many
 * @param {string} [name]
 */
const total = n + (name ?? '').length;
await sleep(1);
print(total);
console.table([{ total }]);
const _link = new URL('https://example.com').host;`);
      assert.equal(await hover('n + '), 'var n: number');
      assert.equal(await hover('name ??'), 'var name: string | undefined');
    });

    it('lets an author declare what the sandbox has as well', async () => {
      assert.deepEqual(
        await errorsOf(
          "const print = 3;\nconst skills = ['a'];\nexport default () => print + skills.length;",
        ),
        [],
      );
    });

    it('takes the result in `@returns` for what an async skill brings', async () => {
      const skill = (value: string) => `// @ts-check
/** Says. @returns {{ text: string }} */
export default async function says() {
  return { text: ${value} };
}
`;
      const running = await start({ '.skills/says.js': skill("'a'"), '.skills/wrong.js': skill('5') });
      assert.deepEqual(await running.problems('.skills/says.js'), []);
      assert.match((await running.problems('.skills/wrong.js')).join(), /^4:12 2322 /);
    });

    it('checks TypeScript skills without being asked', async () => {
      const running = await start({
        '.skills/typed.ts': `export default async function typed(a: number): Promise<number> {
  const { hypotenuse } = await callSkill('pythagorean', { a, b: 'x' });
  return hypotenuse;
}
`,
      });
      const errors = await running.problems('.skills/typed.ts');
      assert.deepEqual(
        errors.map(text => text.split(' ').slice(0, 2).join(' ')),
        ['2:62 2322'],
      );
    });

    it('keeps quiet in JavaScript that is not checked', async () => {
      const running = await start({
        '.skills/caller.js': "const r = await callSkill('pythagorean', { a: 'x' });\n",
      });
      assert.deepEqual(
        await running.problems('.skills/caller.js', ['syntactic', 'semantic', 'suggestion']),
        [],
      );
    });

    it('keeps the names of skills, and of scripts, out of other files', async () => {
      const running = await start({
        'src/app.js': '// @ts-check\nconst double = 1;\ncallSkill("x", double);\n',
        '.skills/other.js': 'const double = 2;\n',
      });
      assert.deepEqual(await running.problems('src/app.js'), ["3:1 2304 Cannot find name 'callSkill'."]);
      assert.deepEqual(await running.problems('.skills/other.js'), []);
    });

    it('works in a project of the author', async () => {
      const running = await start({
        'tsconfig.json': JSON.stringify({
          compilerOptions: {
            allowJs: true,
            checkJs: true,
            noEmit: true,
            strict: true,
            module: 'commonjs',
            target: 'es2022',
            lib: ['es2022'],
            types: [],
            noUnusedLocals: true,
            verbatimModuleSyntax: true,
            noUncheckedIndexedAccess: true,
            noPropertyAccessFromIndexSignature: true,
          },
          include: ['.skills/**/*', 'src'],
        }),
        'src/a.ts': 'const a = 1;\nconsole.log(a);\n',
        '.skills/caller.js':
          "const r = await skills.pythagorean({ a: 1, b: '2' });\nconst u = await skills.nope();\nconsole.log(r.hypotenuse, u, atob('x'));\n",
      });
      const errors = await running.problems('.skills/caller.js');
      assert.deepEqual(
        errors.map(text => text.split(' ').slice(0, 2).join(' ')),
        ['1:44 2322'],
      );
    });

    it('follows the callee, with text that is not saved', async () => {
      const running = await start({
        '.skills/caller.js':
          "// @ts-check\nconst r = await callSkill('pythagorean', { a: 1, b: 2 });\nr.hypotenuse;\n",
      });
      assert.deepEqual(await running.problems('.skills/caller.js'), []);
      const before = server?.events.length ?? 0;
      await running.edit('.skills/geometry/pythagorean.js', '{number} a', '{string} a');
      assert(server?.events.slice(before).includes('projectsUpdatedInBackground'));
      const errors = await running.problems('.skills/caller.js');
      assert.match(errors.join(), /^2:44 2322 /);
      await running.edit('.skills/geometry/pythagorean.js', 'hypotenuse: number', 'length: number');
      assert.match((await running.problems('.skills/caller.js')).join(), /3:3 2339 /);
    });

    it('moves nothing while the author types', async () => {
      const running = await start({ '.skills/caller.js': '// @ts-check\nconst a = 1;\n' });
      await running.edit('.skills/caller.js', 'const a', '// a line more\nconst b: number = 2;\nconst a');
      assert.match((await running.problems('.skills/caller.js')).join(), /^3:10 8010 /);
      await running.edit('.skills/caller.js', ': number', '');
      assert.deepEqual(await running.problems('.skills/caller.js'), []);
      await running.edit('.skills/caller.js', '= 2', "= await callSkill('pythagorean', { a: 1, b: true })");
      assert.match((await running.problems('.skills/caller.js')).join(), /^3:50 2322 /);
    });

    it('leaves names, inputs and values of calls to the editor', async () => {
      const running = await start({
        '.skills/caller.js': `const mine = 1;
callSkill('');
skills[''];
callSkill('pythagorean', { unit: '' });
callSkill('tree', { root: { n } });
callSkill('pythagorean', { a: m });
skills.
`,
      });
      const at = (text: string) => running.complete('.skills/caller.js', text);
      assert.deepEqual(await at("callSkill('"), []);
      assert.deepEqual(await at('skills.'), []);
      assert.deepEqual(await at("skills['"), []);
      assert.deepEqual(await at("unit: '"), []);
      assert(!(await at('{ root: { n')).includes('name'));
      assert((await at('{ a: m')).includes('mine'));
      assert.equal(await running.hover('.skills/caller.js', "tree'"), undefined);
      assert.equal(
        await running.ask(
          'signatureHelp',
          running.place('.skills/caller.js', `const mine = 1;\ncallSkill('`.length),
        ),
        undefined,
      );
    });

    it('offers neither what the sandbox lacks nor imports', async () => {
      const running = await start({
        'src/lib.js': 'export function windowOf() {}\n',
        '.skills/caller.js': 'const mine = 1;\n\n',
      });
      const names = await running.complete('.skills/caller.js', 'const mine = 1;\n');
      for (const name of ['callSkill', 'skills', 'sleep', 'Math', 'mine']) assert(names.includes(name), name);
      for (const name of ['window', 'document', 'setTimeout', 'fetch', 'windowOf', '$Skills'])
        assert(!names.includes(name), name);
    });

    it('answers nothing about what stands behind the text', async () => {
      const text = '/** @param {number} n */\nconst total = n + 1;\nsleep(total);';
      const running = await start({ '.skills/caller.js': text });
      const ask = (command: string, args: object) => running.ask(command, args);
      const file = running.at('.skills/caller.js', 'n +');
      const callee = running.at('.skills/caller.js', 'sleep');
      assert.deepEqual(await ask('definition', callee), []);
      const rename = (await ask('rename', { ...file, findInComments: false, findInStrings: false })) as {
        readonly info: { readonly canRename: boolean };
      };
      assert.equal(rename.info.canRename, false);
      const { refs } = (await ask('references', file)) as {
        readonly refs: readonly { readonly start: object }[];
      };
      assert.deepEqual(
        refs.map(({ start }) => start),
        [{ line: 2, offset: 15 }],
      );
      const outline = JSON.stringify(await ask('navtree', { file: file.file }));
      assert.match(outline, /"total"/);
      assert.doesNotMatch(outline, /callSkill|Skills/);
      const edits = (await ask('format', {
        ...file,
        line: 1,
        offset: 1,
        endLine: 3,
        endOffset: 14,
      })) as readonly {
        readonly start: { readonly line: number };
      }[];
      assert(edits.every(({ start }) => start.line <= 3));
      const spans = JSON.stringify(await ask('getOutliningSpans', { file: file.file }));
      assert.doesNotMatch(spans, /"line":([4-9]|\d\d)/);
    });
  });
}

suite('TypeScript 6.0', require.resolve('typescript-server/lib/tsserver.js'));
suite('the TypeScript 5.9 of VS Code 1.110', oldest);

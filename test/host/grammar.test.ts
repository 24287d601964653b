// The grammars of `syntaxes`, injected into those of VS Code as VS Code does it: which words look like names of skills.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import oniguruma from 'vscode-oniguruma';
import textmate from 'vscode-textmate';
import { defaultVersion, serverPackage } from './server-package.ts';

/** Of an extension's manifest. */
interface Grammars {
  readonly contributes: {
    readonly grammars: readonly {
      readonly scopeName: string;
      readonly path: string;
      readonly injectTo?: readonly string[];
    }[];
  };
}

type Files = Map<string, string>;

const ours = 'package.json';

async function readGrammars(manifest: string): Promise<Grammars['contributes']['grammars']> {
  return (JSON.parse(await readFile(manifest, 'utf8')) as Grammars).contributes.grammars;
}

/** Scope name to file, of ours and of the languages that they are injected into. */
async function grammarFiles(): Promise<Files> {
  const { extensions } = await serverPackage(defaultVersion);
  const folders = ['javascript', 'typescript-basics', 'markdown-basics', 'html'];
  const files: Files = new Map();
  for (const folder of folders.map(name => path.join(extensions, name)))
    for (const { scopeName, path: file } of await readGrammars(path.join(folder, 'package.json')))
      files.set(scopeName, path.join(folder, file));
  for (const { scopeName, path: file } of await readGrammars(ours)) files.set(scopeName, file);
  return files;
}

async function createRegistry(): Promise<textmate.Registry> {
  const wasm = createRequire(import.meta.url).resolve('vscode-oniguruma/release/onig.wasm');
  await oniguruma.loadWASM((await readFile(wasm)).buffer);
  const files = await grammarFiles();
  const own = await readGrammars(ours);
  return new textmate.Registry({
    onigLib: Promise.resolve({
      createOnigScanner: patterns => new oniguruma.OnigScanner(patterns),
      createOnigString: text => new oniguruma.OnigString(text),
    }),
    loadGrammar: async scope => {
      const file = files.get(scope);
      return file === undefined ? null : textmate.parseRawGrammar(await readFile(file, 'utf8'), file);
    },
    getInjections: scope =>
      own.filter(({ injectTo }) => injectTo?.includes(scope)).map(({ scopeName }) => scopeName),
  });
}

describe('the grammars', () => {
  let registry: textmate.Registry;

  before(async function () {
    this.timeout(120_000);
    registry = await createRegistry();
  });

  /** The words of a text that have a scope, in the order of the text. */
  async function words(text: string, language: string, wanted: string): Promise<readonly string[]> {
    const grammar = await registry.loadGrammar(language);
    assert(grammar, language);
    const found: string[] = [];
    let stack = textmate.INITIAL;
    for (const line of text.split('\n')) {
      const { tokens, ruleStack } = grammar.tokenizeLine(line, stack);
      for (const { startIndex, endIndex, scopes } of tokens)
        if (scopes.includes(wanted)) found.push(line.slice(startIndex, endIndex));
      stack = ruleStack;
    }
    return found;
  }

  const names = (text: string, language = 'source.js') => words(text, language, 'entity.name.function.skill');

  const code: readonly [text: string, ...names: string[]][] = [
    ["await callSkill('a-b', { n: 1 });", 'a-b'],
    ['callSkill("a"); callSkill(`b`); callSkill( \'c\' );', 'a', 'b', 'c'],
    ["[...callSkill('a'), ...skills.b, ...skills['c']]", 'a', 'b', 'c'],
    ["const x = await callSkill(\n  'a',\n  { n: 1 },\n);", 'a'],
    ['await skills.a({ n: skills?.b?.() });', 'a', 'b'],
    ["skills['a-b'](); skills?.['c']();", 'a-b', 'c'],
    ["f(skills.a, callSkill('b', await skills.c()));", 'a', 'b', 'c'],
    [`const t = \`\${await callSkill('a')} callSkill('no') \${skills.b()}\`;`, 'a', 'b'],
    ["if (x) return callSkill('a');", 'a'],
    ["// callSkill('a')"],
    ["/* callSkill('a') skills.a */"],
    ["/** callSkill('a') skills.a */"],
    ["\"callSkill('a')\" + `skills.a` + /callSkill('a')/"],
    ["other.callSkill('a'); my.skills.a(); mycallSkill('a'); $skills.a();"],
    ["call('a'); skill.a(); skillset['a']"],
    ["callSkill(name); callSkill('a' + n); callSkill('9'); callSkill('a b');"],
    ['skills[name](); skills.$a();'],
  ];
  for (const language of ['source.js', 'source.ts', 'source.tsx', 'source.js.jsx'])
    describe(`in ${language}`, () => {
      for (const [text, ...expected] of code)
        it(text.replace(/\s+/g, ' '), async () => {
          assert.deepEqual(await names(text, language), expected);
        });
    });

  const docs: readonly [text: string, ...names: string[]][] = [
    ['/** Like {@link a} or {@linkcode b the other}. */', 'a', 'b'],
    ['/** @see a */', 'a'],
    ['/** {@link https://a.b} {@link A.b} */'],
    ['/** @see https://a.b */'],
    ['/** @example a({ n: b(1) }) // => c() */', 'a', 'b'],
    ['/**\n * @example\n * const x = await a-b({ n: "c()" });\n * x.get(1); new Map(f(2));\n */', 'a-b', 'f'],
    [
      "/**\n * @example callSkill('a', skills.b(skills['c']()))\n * @param {string} x - y()\n */",
      'a',
      'b',
      'c',
    ],
    ['/**\n * a() and b()\n */'],
    ['/** @param {number} a - b() */ f()'],
    ['/* @example a() @see a */'],
  ];
  describe('in JSDoc', () => {
    for (const [text, ...expected] of docs)
      it(text.replace(/\s+/g, ' '), async () => {
        assert.deepEqual(await names(text), expected);
        assert.deepEqual(await names(text, 'source.ts'), expected);
      });

    it('ends an example with its comment', async () => {
      const text = '/** @example a() */\nconst b = c();';
      assert.deepEqual(await words(text, 'source.js', 'entity.name.function.js'), ['c']);
    });

    it('knows the tags of skills', async () => {
      const text = '/**\n * @tags geometry, numbers\n * @timeout 5s\n * @cache 12h\n */';
      assert.deepEqual(await words(text, 'source.js', 'entity.name.tag.skill'), ['geometry, numbers']);
      assert.deepEqual(await words(text, 'source.js', 'constant.numeric.decimal'), ['5', '12']);
    });
  });

  it('reach the code in Markdown and in pages', async () => {
    const text = "```js\nawait callSkill('a');\n```\ncallSkill('b')\n\n```ts\nskills.c();\n```\n";
    assert.deepEqual(await names(text, 'text.html.markdown'), ['a', 'c']);
    assert.deepEqual(await names("<script>\ncallSkill('a');\n</script>\ncallSkill('b')", 'text.html.basic'), [
      'a',
    ]);
  });

  it('leave the rest of a line as it is', async () => {
    const text = "const x = await other.f(callSkill('a', { n: 'b' }), skills.c());";
    assert.deepEqual(await words(text, 'source.js', 'entity.name.function.js'), ['f', 'callSkill']);
    assert.deepEqual(await words(text, 'source.js', 'string.quoted.single.js'), ["'", 'b', "'"]);
  });
});

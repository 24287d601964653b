import assert from 'node:assert/strict';
import ts from 'typescript-server';
import { surroundedFiles, surroundHost } from '../../src/tsserver/host.ts';
import { surroundService } from '../../src/tsserver/service.ts';
import { SurroundedFiles } from '../../src/tsserver/surrounded.ts';

function filesOf(config: unknown): SurroundedFiles {
  const files = new SurroundedFiles({ isCaseSensitive: true });
  files.configure(config);
  return files;
}

const one = { folders: ['/w/.skills'], files: [['/w/.skills/a.js', '\n;declare const callSkill: 1;\n']] };

/** A service for texts in memory. */
function serviceOf(texts: Readonly<Record<string, string>>, files: SurroundedFiles) {
  const host: ts.LanguageServiceHost = {
    getCompilationSettings: () => ({ allowJs: true, checkJs: true, noLib: true, types: [] }),
    getScriptFileNames: () => Object.keys(texts),
    getScriptVersion: () => '1',
    getScriptSnapshot: name =>
      texts[name] === undefined ? undefined : ts.ScriptSnapshot.fromString(texts[name]),
    getCurrentDirectory: () => '/w',
    getDefaultLibFileName: () => 'lib.d.ts',
    fileExists: name => texts[name] !== undefined,
    readFile: name => texts[name],
  };
  surroundHost(host, files);
  return { host, service: ts.createLanguageService(host) };
}

describe('which files are surrounded', () => {
  it('are those in a skills folder that are skills by their path', () => {
    const files = filesOf(one);
    const bare = '\n;export {};\n';
    for (const [path, text] of [
      ['/w/.skills/a.js', '\n;declare const callSkill: 1;\n'],
      ['/w/.skills/deep/b.ts', bare],
      ['/w/.skills/types.d.ts', undefined],
      ['/w/.skills/node_modules/x/a.js', undefined],
      ['/w/.skills/readme.md', undefined],
      ['/w/.skillset/a.js', undefined],
      ['/w/src/a.js', undefined],
    ] as const)
      assert.equal(files.endingOf(path)?.text, text, path);
  });

  it('are found whatever the slashes and, where it does not matter, the case', () => {
    const files = new SurroundedFiles({ isCaseSensitive: false });
    files.configure({ folders: ['c:\\Work\\.skills'], files: [['c:\\Work\\.skills\\A.js', 'x']] });
    assert.equal(files.endingOf('C:/work/.skills/a.js')?.text, 'x');
  });

  it('are none where the editor says something else than that', () => {
    for (const config of [undefined, null, 1, 'x', {}, { folders: 1, files: {} }, { files: [['a']] }]) {
      const files = filesOf(config);
      assert.equal(files.isEmpty, true);
      assert.equal(files.endingOf('/w/.skills/a.js'), undefined);
    }
  });

  it('tell which of them end otherwise than before', () => {
    const files = filesOf(one);
    const { version } = files;
    assert.deepEqual(files.configure(one), []);
    assert.equal(files.version, version);
    const ending = files.endingOf('/w/.skills/a.js');
    assert.deepEqual(files.configure({ ...one, files: [['/w/.skills/a.js', 'new']] }), ['/w/.skills/a.js']);
    assert.notEqual(files.endingOf('/w/.skills/a.js')?.version, ending?.version);
    assert.deepEqual(files.configure({ ...one, files: [] }), ['/w/.skills/a.js']);
    assert.equal(files.configure({ folders: [], files: [] }), undefined);
  });
});

describe('a surrounded service', () => {
  it('is the service itself where something is wrong inside', () => {
    const files = filesOf(one);
    const { service } = serviceOf({ '/w/.skills/a.js': 'const a = 1;\na;' }, files);
    const broken = {
      getScriptSnapshot: () => {
        throw new Error('broken');
      },
    };
    const surrounded = surroundService(ts, { service, host: broken, files });
    const before = service.getSemanticDiagnostics('/w/.skills/a.js');
    assert.deepEqual(surrounded.getSemanticDiagnostics('/w/.skills/a.js'), before);
    assert.deepEqual(
      surrounded.getDefinitionAtPosition('/w/.skills/a.js', 14),
      service.getDefinitionAtPosition('/w/.skills/a.js', 14),
    );
  });

  it('has all methods of the service', () => {
    const files = filesOf(one);
    const { service, host } = serviceOf({}, files);
    const surrounded = surroundService(ts, { service, host, files });
    assert.deepEqual(Object.keys(surrounded).sort(), Object.keys(service).sort());
  });

  it('is made once for a host', () => {
    const files = filesOf(one);
    const { host } = serviceOf({}, files);
    assert.equal(surroundedFiles(host), files);
  });

  it('puts what it would write behind the text at its end', () => {
    const text = 'export default () => later();\n';
    const files = filesOf(one);
    const { service, host } = serviceOf({ '/w/.skills/a.js': text }, files);
    const surrounded = surroundService(ts, { service, host, files });
    const fixes = surrounded.getCodeFixesAtPosition('/w/.skills/a.js', 21, 26, [2304], {}, {});
    const [change] = fixes.find(({ fixName }) => fixName === 'fixMissingFunctionDeclaration')?.changes ?? [];
    assert.deepEqual(
      change?.textChanges.map(({ span }) => span),
      [{ start: text.length, length: 0 }],
    );
  });
});

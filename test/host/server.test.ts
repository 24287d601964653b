import assert from 'node:assert/strict';
import path from 'node:path';
import { windowAddress } from './server.ts';

describe('the address of a window', () => {
  const server = { origin: 'http://127.0.0.1:4000' };
  const query = (options: Parameters<typeof windowAddress>[1]) =>
    Object.fromEntries(new URL(windowAddress(server, options)).searchParams);
  const place = (...parts: string[]) => path.join(path.parse(process.cwd()).root, ...parts);

  it('names a folder, whatever its characters', () => {
    assert.match(query({ workspace: place('my work', 'ä#1') }).folder ?? '', /\/my work\/ä#1$/);
  });

  it('names a workspace file as such', () => {
    assert.match(query({ workspace: place('all.code-workspace') }).workspace ?? '', /\/all\.code-workspace$/);
  });

  it('asks for an empty window otherwise', () => {
    assert.equal(query({}).ew, 'true');
  });

  it('hands on a file, the extension and its tests by their remote addresses', () => {
    const payload: unknown = JSON.parse(
      query({ file: place('a.js'), extension: place('ext'), tests: place('suite.cjs') }).payload ?? '',
    );
    assert.deepEqual(
      (payload as string[][]).map(([name, value]) => [name, value?.replace(/\/[A-Za-z]:/, '')]),
      [
        ['skipWelcome', 'true'],
        ['openFile', 'vscode-remote://127.0.0.1:4000/a.js'],
        ['extensionDevelopmentPath', 'vscode-remote://127.0.0.1:4000/ext'],
        ['extensionTestsPath', 'vscode-remote://127.0.0.1:4000/suite.cjs'],
      ],
    );
  });
});

/** A window for the tests of one `describe`: opened before them, closed after, its errors and failures looked at. */

import assert from 'node:assert/strict';
import { cp, mkdtemp, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { root } from '../host/main.ts';
import { Workbench, type WorkbenchOptions } from '../host/workbench.ts';

export interface TestWindow {
  /** Only inside of tests and hooks. */
  readonly window: Workbench;
  /** The opened folder: a copy of its own, which tests may change. */
  readonly workspace: string;
}

export interface TestWindowOptions extends Omit<WorkbenchOptions, 'workspace'> {
  /** A folder below test/fixtures to copy; undefined: an empty folder is opened. */
  readonly fixture?: string;
  /** Asked before the window opens. */
  readonly prepare?: () => Promise<WorkbenchOptions>;
}

/** Registers the hooks in the `describe` around it. */
export function useWindow({ fixture, prepare, ...options }: TestWindowOptions = {}): TestWindow {
  let window: Workbench | undefined;
  let workspace = '';

  before(async () => {
    workspace = await realpath(await mkdtemp(path.join(tmpdir(), 'skillsmith-window-')));
    if (fixture) await cp(path.join(root, 'test', 'fixtures', fixture), workspace, { recursive: true });
    window = await Workbench.open({ ...options, ...(await prepare?.()), workspace });
  });

  afterEach(async function () {
    const { currentTest } = this;
    if (currentTest?.isFailed())
      await window?.picture(`failed ${currentTest.fullTitle().replace(/\W+/g, ' ')}`);
  });

  after(async () => {
    const errors = window?.errors ?? [];
    await window?.close();
    await rm(workspace, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
    assert.deepEqual(errors, [], 'errors in the console of the window');
  });

  return {
    get window() {
      assert.ok(window, 'The window is not open.');
      return window;
    },
    get workspace() {
      return workspace;
    },
  };
}

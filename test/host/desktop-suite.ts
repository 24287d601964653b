/** Runs the same module of tests in desktop VS Code, downloaded or named by VSCODE_EXECUTABLE. */

import { existsSync } from 'node:fs';
import path from 'node:path';
import { downloadAndUnzipVSCode, runTests, TestRunFailedError } from '@vscode/test-electron';
import { MissingError, root } from './main.ts';
import type { Profile } from './profile.ts';

export interface DesktopSuiteOptions {
  /** Of VS Code, such as `1.139.1`; undefined: the stable one. */
  readonly version: string | undefined;
  readonly profile: Profile;
  readonly workspace: string;
  readonly extension: string;
  readonly tests: string;
}

/** The exit code: 0 when all tests passed. Rejects with a {@link MissingError} when VS Code cannot be had or shown. */
export async function runOnDesktop(options: DesktopSuiteOptions): Promise<number> {
  if (process.platform === 'linux' && !process.env.DISPLAY && !process.env.WAYLAND_DISPLAY) {
    throw new MissingError(
      'a display for desktop VS Code. Start it under one (xvfb-run -a npm run test:desktop), ' +
        'or run the same tests without: npm run test:vscode.',
    );
  }
  const vscodeExecutablePath = await executable(options.version);
  try {
    return await runTests({
      vscodeExecutablePath,
      extensionDevelopmentPath: options.extension,
      extensionTestsPath: options.tests,
      launchArgs: [
        options.workspace,
        // The profile of the server has its settings in the same place below its data folder.
        `--user-data-dir=${path.join(options.profile.dataFolder, 'data')}`,
        `--extensions-dir=${options.profile.extensionsFolder}`,
      ],
    });
  } catch (error) {
    if (error instanceof TestRunFailedError) return error.code ?? 1;
    throw error;
  }
}

async function executable(version: string | undefined): Promise<string> {
  const named = process.env.VSCODE_EXECUTABLE;
  if (named) {
    if (existsSync(named)) return named;
    throw new MissingError(`VSCODE_EXECUTABLE names ${named}, which does not exist.`);
  }
  const cachePath = path.join(root, '.vscode-test');
  try {
    return await downloadAndUnzipVSCode({ cachePath, ...(version ? { version } : {}) });
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new MissingError(
      `desktop VS Code, which could not be downloaded (${reason}). Let the variable VSCODE_EXECUTABLE name one, ` +
        'or run the same tests in VS Code Server: npm run test:vscode.',
    );
  }
}

/** A fresh user profile for each window: quiet, still, and in the chosen colours. */

import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

export type Theme = 'dark' | 'light' | 'high-contrast';

/** Dark and light follow what the browser says that its user prefers, so that a window can change. */
const darkAndLight = {
  'window.autoDetectColorScheme': true,
  'workbench.preferredDarkColorTheme': 'Default Dark Modern',
  'workbench.preferredLightColorTheme': 'Default Light Modern',
};
const colorSettings: Readonly<Record<Theme, Readonly<Record<string, unknown>>>> = {
  dark: darkAndLight,
  light: darkAndLight,
  'high-contrast': {
    'window.autoDetectColorScheme': false,
    'workbench.colorTheme': 'Default High Contrast',
  },
};

/** Nothing that opens, asks, moves or looks around by itself. */
const quiet = {
  'workbench.startupEditor': 'none',
  'workbench.tips.enabled': false,
  'workbench.welcomePage.walkthroughs.openOnInstall': false,
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'workbench.reduceMotion': 'on',
  'workbench.enableExperiments': false,
  'workbench.layoutControl.enabled': false,
  'window.commandCenter': false,
  'window.autoDetectHighContrast': false,
  'window.confirmBeforeClose': 'never',
  'chat.disableAIFeatures': true,
  'chat.commandCenter.enabled': false,
  'telemetry.telemetryLevel': 'off',
  'update.showReleaseNotes': false,
  'extensions.ignoreRecommendations': true,
  'extensions.autoUpdate': false,
  'extensions.autoCheckUpdates': false,
  'git.enabled': false,
  'remote.autoForwardPorts': false,
  'git.openRepositoryInParentFolders': 'never',
  'github.gitAuthentication': false,
  'security.workspace.trust.startupPrompt': 'never',
  'security.workspace.trust.untrustedFiles': 'open',
  'files.simpleDialog.enable': true,
  'editor.cursorBlinking': 'solid',
  'editor.minimap.enabled': false,
  'editor.lightbulb.enabled': 'off',
};

export interface Profile {
  readonly dataFolder: string;
  readonly extensionsFolder: string;
  dispose(): Promise<void>;
}

export interface ProfileOptions {
  readonly theme?: Theme;
  /** On top of the quiet ones. */
  readonly settings?: Readonly<Record<string, unknown>>;
  /** A folder of its own that is kept; undefined: a temporary one, removed on disposal. */
  readonly folder?: string;
}

/** A folder that is kept keeps the settings that it has. The caller disposes it, after the server has stopped. */
export async function createProfile(options: ProfileOptions = {}): Promise<Profile> {
  const folder = options.folder ?? (await mkdtemp(path.join(tmpdir(), 'skillsmith-vscode-')));
  const dataFolder = path.join(folder, 'data');
  const extensionsFolder = path.join(folder, 'extensions');
  const user = path.join(dataFolder, 'data', 'User');
  await mkdir(user, { recursive: true });
  await mkdir(extensionsFolder, { recursive: true });
  const settings = path.join(user, 'settings.json');
  if (!existsSync(settings)) await writeFile(settings, JSON.stringify(userSettings(options), undefined, 2));
  return {
    dataFolder,
    extensionsFolder,
    async dispose() {
      if (!options.folder) await rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
    },
  };
}

function userSettings(options: ProfileOptions): Readonly<Record<string, unknown>> {
  return { ...quiet, ...colorSettings[options.theme ?? 'dark'], ...options.settings };
}

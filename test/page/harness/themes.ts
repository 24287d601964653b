/** The theme variables of VS Code's default themes, as a webview has them; read from a running workbench. */

import { readFile } from 'node:fs/promises';

export type ThemeName = 'dark' | 'light' | 'high-contrast' | 'high-contrast-light';

export const themeNames: readonly ThemeName[] = ['dark', 'light', 'high-contrast', 'high-contrast-light'];

/** What does not depend on the theme. */
const fonts = {
  '--vscode-font-family': 'system-ui, Ubuntu, "Droid Sans", sans-serif',
  '--vscode-font-size': '13px',
  '--vscode-font-weight': 'normal',
  '--vscode-editor-font-family': '"Droid Sans Mono", monospace',
  '--vscode-editor-font-size': '12px',
  '--vscode-editor-font-weight': 'normal',
};

const bodyClasses: Readonly<Record<ThemeName, string>> = {
  dark: 'vscode-dark',
  light: 'vscode-light',
  'high-contrast': 'vscode-high-contrast',
  'high-contrast-light': 'vscode-high-contrast vscode-high-contrast-light',
};

export async function theme(name: ThemeName): Promise<{
  readonly bodyClass: string;
  readonly variables: Readonly<Record<string, string>>;
}> {
  const text = await readFile(new URL(`themes/${name}.json`, import.meta.url), 'utf8');
  return { bodyClass: bodyClasses[name], variables: { ...fonts, ...(JSON.parse(text) as typeof fonts) } };
}

/** The colours and fonts of the picture: VS Code's theme as the page's variables say it, or plain white for paper. */

import { type PictureColours, paperColours } from '../../../picture/colour.ts';

export interface Look extends PictureColours {
  readonly success: string;
  readonly running: string;
  /** Selection and keyboard focus. */
  readonly accent: string;
  readonly match: string;
  /** Borders instead of tints. */
  readonly isHighContrast: boolean;
}

/**
 * VS Code's chart colours but red, which says that something is wrong, two of its terminal, and the orange of its
 * symbols: that of charts is the one behind the matches of a search, which themes make as faint as they like.
 */
const hues: readonly (readonly [string, string])[] = [
  ['--vscode-charts-blue', '#3794ff'],
  ['--vscode-charts-green', '#89d185'],
  ['--vscode-charts-purple', '#b180d7'],
  ['--vscode-symbolIcon-classForeground', '#d18616'],
  ['--vscode-terminal-ansiCyan', '#11a8cd'],
  ['--vscode-terminal-ansiMagenta', '#bc3fbc'],
  ['--vscode-charts-yellow', '#cca700'],
];

/** Each hue as it is, then nearer to the text, then nearer to the background. */
function categoriesOf(read: Read, text: string, background: string): readonly string[] {
  const plain = hues.map(([name, otherwise]) => read(name, otherwise));
  const mixed = (other: string) => plain.map(colour => `color-mix(in srgb, ${colour} 60%, ${other})`);
  return [...plain, ...mixed(text), ...mixed(background)];
}

type Read = (name: string, otherwise: string) => string;

/** The theme of now; read it anew when the body's class changes. */
export function themeLook(): Look {
  const style = getComputedStyle(document.body);
  const read: Read = (name, otherwise) => style.getPropertyValue(name).trim() || otherwise;
  const isHighContrast = document.body.className.includes('vscode-high-contrast');
  const background = read('--vscode-editor-background', '#1f1f1f');
  const text = read('--vscode-editor-foreground', '#cccccc');
  const contrast = read('--vscode-contrastBorder', text);
  return {
    background,
    text,
    muted: isHighContrast ? text : read('--vscode-descriptionForeground', text),
    node: isHighContrast ? background : `color-mix(in srgb, ${text} 6%, ${background})`,
    border: isHighContrast ? contrast : `color-mix(in srgb, ${text} 22%, ${background})`,
    line: isHighContrast ? text : `color-mix(in srgb, ${text} 42%, ${background})`,
    cycle: read('--vscode-charts-red', '#f14c4c'),
    error: read('--vscode-errorForeground', '#f14c4c'),
    warning: read('--vscode-editorWarning-foreground', '#cca700'),
    success: read('--vscode-testing-iconPassed', '#73c991'),
    running: read('--vscode-charts-blue', '#3794ff'),
    accent: read('--vscode-focusBorder', '#0078d4'),
    match: read('--vscode-charts-yellow', '#cca700'),
    fontFamily: read('--vscode-font-family', 'sans-serif'),
    isHighContrast,
    categories: categoriesOf(read, text, background),
  };
}

/** Dark on white, whatever the theme is. */
export function paperLook(): Look {
  const light: Readonly<Record<string, string>> = {
    '--vscode-charts-blue': '#1a85ff',
    '--vscode-charts-green': '#388a34',
    '--vscode-charts-purple': '#652d90',
    '--vscode-symbolIcon-classForeground': '#d18616',
    '--vscode-terminal-ansiCyan': '#0598bc',
    '--vscode-terminal-ansiMagenta': '#bc05bc',
    '--vscode-charts-yellow': '#bf8803',
  };
  const { text, background } = paperColours;
  return {
    ...paperColours,
    success: '#1a7f37',
    running: '#0969da',
    accent: '#0969da',
    match: '#bf8803',
    isHighContrast: false,
    categories: categoriesOf((name, otherwise) => light[name] ?? otherwise, text, background),
  };
}

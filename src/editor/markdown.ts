/** Markdown made of other people's text: nothing in a skill can become a link, a picture, a command or markup. */

import * as vscode from 'vscode';

/** Text as text; newlines become spaces. */
export function escapeMarkdown(text: string): string {
  return text
    .replace(/\s+/g, ' ')
    .replace(/[\\`*_{}[\]()#+\-.!|<>~&:@$/]/g, char =>
      char === '<' ? '&lt;' : char === '&' ? '&amp;' : `\\${char}`,
    );
}

/** A fence longer than any run of backticks in the code. */
export function codeBlock(code: string, language: string): string {
  const longest = Math.max(2, ...[...code.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  return `${fence}${language}\n${code}\n${fence}`;
}

/** Neither trusted nor HTML; codicons off. */
export function plainMarkdown(paragraphs: readonly string[]): vscode.MarkdownString {
  const markdown = new vscode.MarkdownString(paragraphs.filter(text => text !== '').join('\n\n'));
  markdown.isTrusted = false;
  markdown.supportHtml = false;
  markdown.supportThemeIcons = false;
  return markdown;
}

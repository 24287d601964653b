/** The templates of new skills: which there are, and how their placeholders are filled. */

import * as vscode from 'vscode';
import { isJsonObject } from '../../base/json.ts';
import type { Range } from '../../base/text.ts';

const templates = {
  function: { label: '$(symbol-function) Function', detail: 'Inputs in, a result out' },
  script: { label: '$(file-code) Script', detail: 'A few statements; their variables are the result' },
  composed: { label: '$(type-hierarchy-sub) Composed', detail: 'Calls other skills and joins their results' },
  async: { label: '$(sync) Async', detail: 'Awaits several calls at the same time' },
} as const;

export type TemplateName = keyof typeof templates;

/** What the command can be given instead of asking. */
export interface NewSkill {
  readonly name: string;
  readonly category: string | undefined;
  readonly template: TemplateName;
}

export function asNewSkill(argument: unknown): NewSkill | undefined {
  if (!isJsonObject(argument) || typeof argument.name !== 'string' || 'kind' in argument) return undefined;
  const { name, category, template } = argument;
  return {
    name,
    category: typeof category === 'string' ? category : undefined,
    template: typeof template === 'string' && isTemplateName(template) ? template : 'function',
  };
}

export async function pickTemplate(): Promise<TemplateName | undefined> {
  const items = Object.entries(templates).map(([name, template]) => ({ ...template, name }));
  const picked = await vscode.window.showQuickPick(items, {
    title: 'New Skill',
    placeHolder: 'What kind of skill?',
    matchOnDetail: true,
  });
  return picked && isTemplateName(picked.name) ? picked.name : undefined;
}

export async function templateText(extensionUri: vscode.Uri, name: TemplateName): Promise<string> {
  const uri = vscode.Uri.joinPath(extensionUri, 'media', 'templates', `${name}.js`);
  return new TextDecoder().decode(await vscode.workspace.fs.readFile(uri));
}

function isTemplateName(name: string): name is TemplateName {
  return Object.hasOwn(templates, name);
}

/** A new skill's text, and what of it is selected when it opens: its description, which the author writes first. */
export interface FilledTemplate {
  readonly text: string;
  readonly selection: Range;
}

/** The template's first function gets the skill's name, as far as an identifier can have it. */
export function fillTemplate(template: string, name: string): FilledTemplate {
  const identifier = name.replaceAll('-', '_');
  const placeholder = /\bfunction\s+([A-Za-z_]\w*)/.exec(template)?.[1];
  const text = placeholder ? template.replace(new RegExp(`\\b${placeholder}\\b`, 'g'), identifier) : template;
  const description = /^\/\*\*\s*(?:\*\s*)?([^\s@*].*?)\s*(?:\*\/)?$/m.exec(text);
  const start =
    description?.[1] === undefined ? 0 : description.index + description[0].indexOf(description[1]);
  return { text, selection: { start, end: start + (description?.[1]?.length ?? 0) } };
}

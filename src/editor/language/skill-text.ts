/** A skill told in Markdown: its signature, what it does, its inputs, examples and troubles. All of it is other people's text. */

import * as vscode from 'vscode';
import { keyText, literalText } from '../../skill/code-text.ts';
import { typeText } from '../../skill/describe.ts';
import { type Property, propertiesAt } from '../../skill/schema-path.ts';
import type { JsonSchema, Skill } from '../../skill/skill.ts';
import { type CommandId, commandIds } from '../id.ts';
import { codeBlock, escapeMarkdown } from '../markdown.ts';
import type { SkillRuns } from '../run/runs.ts';
import type { SkillAt } from '../skill-root.ts';
import { countText, datedOutcomeText } from '../wording.ts';

const mostProblems = 3;
const mostExamples = 2;
const mostChars = 4_000;

/** Code in a line of text: nothing in it can end it, and no line break is left. */
function inlineCode(code: string): string {
  const text = code.replace(/\s+/g, ' ').trim();
  const longest = Math.max(0, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  const space = longest > 0 ? ' ' : '';
  return `${fence}${space}${text}${space}${fence}`;
}

/** Prose with its paragraphs, as text. */
export function prose(text: string): string {
  const short = text.length > mostChars ? `${text.slice(0, mostChars)}…` : text;
  return short
    .split(/\n\s*\n/)
    .map(escapeMarkdown)
    .join('\n\n');
}

/** What the skill does and takes; without its signature. */
export function documentationOf({ doc, inputs }: Skill): readonly string[] {
  const deprecated = doc.deprecated === undefined ? '' : `**Deprecated.** ${prose(doc.deprecated)}`;
  const described = propertiesAt(inputs, []).filter(isWorthTelling);
  const examples = doc.examples.slice(0, mostExamples).map(example => codeBlock(example, 'js'));
  return [deprecated, prose(doc.description), described.map(inputLine).join('\n'), ...examples];
}

/** The signature says the rest. */
function isWorthTelling({ schema }: Property): boolean {
  return typeof schema.description === 'string' || schema.default !== undefined;
}

function inputLine({ name, schema, isRequired }: Property): string {
  const said = typeof schema.description === 'string' ? ` — ${escapeMarkdown(schema.description)}` : '';
  return `- ${inlineCode(inputText(name, schema, isRequired))}${said}`;
}

/** `b?: number = 2` */
export function inputText(name: string, schema: JsonSchema, isRequired: boolean): string {
  const ending = schema.default === undefined ? '' : ` = ${literalText(schema.default)}`;
  return `${keyText(name)}${isRequired ? '' : '?'}: ${typeText(schema)}${ending}`;
}

/** What has to be put right in a skill, and how it last went. */
export function stateOf({ root, skill, uri }: SkillAt, runs: SkillRuns): readonly string[] {
  const problems = root.catalogue.problems(skill.path).filter(({ severity }) => severity !== 'hint');
  const lines = problems.slice(0, mostProblems).map(({ message }) => `- ${escapeMarkdown(message)}`);
  if (problems.length > mostProblems) lines.push(`- and ${problems.length - mostProblems} more`);
  const outcome = runs.lastOutcome(uri);
  const last = outcome && `Last run: ${escapeMarkdown(datedOutcomeText(outcome, Date.now()))}`;
  const told = lines.length > 0 ? `**${countText(problems.length, 'problem')}**\n${lines.join('\n')}` : '';
  return [told, last ?? ''];
}

const links: readonly (readonly [label: string, command: CommandId])[] = [
  ['Open', commandIds.openSkill],
  ['Run', commandIds.run],
  ['Show Callers', commandIds.showCallers],
];

/** `Open · Run · Show Callers`; a workspace that is not trusted runs nothing. */
export function linksTo(uri: vscode.Uri): string {
  const query = encodeURIComponent(JSON.stringify([uri.toString()]));
  return links
    .filter(([, command]) => command !== commandIds.run || vscode.workspace.isTrusted)
    .map(([label, command]) => `[${label}](command:${command}?${query})`)
    .join(' · ');
}

/** Markdown in which exactly the commands of {@link linksTo} work. */
export function linkedMarkdown(paragraphs: readonly string[]): vscode.MarkdownString {
  const markdown = new vscode.MarkdownString(paragraphs.filter(text => text !== '').join('\n\n'));
  markdown.isTrusted = { enabledCommands: links.map(([, command]) => command) };
  markdown.supportHtml = false;
  return markdown;
}

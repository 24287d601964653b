/** Answers what the page of a batch asks. The page is not trusted: every row and column it names is looked up again. */

import * as vscode from 'vscode';
import type { BatchRequests, BatchRowDetail } from '../../message/batch.ts';
import type { Handlers } from '../../message/rpc.ts';
import { rangeOf } from '../language/range.ts';
import { Refusal, type Reporter } from '../report.ts';
import { blockersOf } from '../run/run-panel-state.ts';
import type { SkillAt } from '../skill-root.ts';
import { exported } from './batch-export.ts';
import type { BatchSession } from './batch-session.ts';

export interface BatchHandlerParts {
  readonly session: BatchSession;
  readonly report: Reporter;
  /** The skill as it is now. */
  readonly skill: () => SkillAt | undefined;
}

const rowFiles = {
  'Rows (JSON, JSONL, CSV)': ['json', 'jsonl', 'ndjson', 'csv', 'tsv', 'txt'],
  'All files': ['*'],
};

export function batchHandlers(parts: BatchHandlerParts): Handlers<BatchRequests> {
  const { session, report } = parts;
  /** A failure is shown to people here; the page gets it as the answer as well. */
  const shown =
    <P>(task: string, action: (params: P) => unknown) =>
    async (params: P): Promise<undefined> => {
      try {
        await action(params);
        return undefined;
      } catch (error) {
        report.show(task, error);
        throw error;
      }
    };
  return {
    ready: () => session.state,
    chooseFile: shown('read the rows', () => chooseFile(parts)),
    paste: shown('read the rows', ({ text }) =>
      session.load({ name: 'pasted text', isFile: false, bytes: new TextEncoder().encode(text) }),
    ),
    mapColumn: shown('use the column', ({ column, input }) => session.mapColumn(column, input)),
    setOptions: options => {
      session.setOptions(options);
      return undefined;
    },
    run: shown('run the batch', ({ rows }) => {
      if (!vscode.workspace.isTrusted)
        throw new Refusal('Skills do not run in Restricted Mode. Trust this workspace to run them.');
      if (session.state.skill?.blockers.length !== 0)
        throw new Refusal('The skill has errors and cannot run yet.');
      // Not awaited: the answer says that it began.
      report.background('run the batch', session.run(rows));
    }),
    cancel: () => {
      session.cancel();
      return undefined;
    },
    rows: ({ view, from, count }) => ({
      tableId: session.tableId,
      ...session.table.window(view, Math.max(0, from), count),
    }),
    next: ({ view, after, state }) => ({ index: session.table.next(view, after, state) }),
    detail: ({ row }) => detailOf(session, row),
    openDetail: shown('open the row', ({ row }) => openDetail(detailOf(session, row))),
    export: shown('export the results', ({ format }) => exportResults(parts, format)),
    openSkill: shown('open the skill', () => openSkill(parts.skill())),
    manageTrust: shown('manage trust', () => vscode.commands.executeCommand('workbench.trust.manage')),
  };
}

async function chooseFile({ session, skill }: BatchHandlerParts): Promise<void> {
  const [uri] =
    (await vscode.window.showOpenDialog({
      title: 'Rows of Inputs',
      openLabel: 'Use These Rows',
      filters: rowFiles,
      ...withDefault(skill()),
    })) ?? [];
  if (uri !== undefined) await loadFile(session, uri);
}

function withDefault(at: SkillAt | undefined): { defaultUri?: vscode.Uri } {
  return at === undefined ? {} : { defaultUri: at.root.workspaceFolder.uri };
}

/** @throws when it cannot be read */
export async function loadFile(session: BatchSession, uri: vscode.Uri): Promise<void> {
  const bytes = await vscode.workspace.fs.readFile(uri);
  await session.load({ name: uri.path.slice(uri.path.lastIndexOf('/') + 1), isFile: true, bytes });
}

function detailOf({ table }: BatchSession, number: number): BatchRowDetail {
  const row = table.rows[number - 1];
  const state = table.stateOf(number - 1);
  if (row === undefined || state === undefined) throw new Refusal('This row is not there any more.');
  const { line, inputs, issues } = row;
  return { row: number, line, state, inputs, issues, outcome: table.outcomeOf(number - 1) };
}

async function openDetail(detail: BatchRowDetail): Promise<void> {
  const content = JSON.stringify(detail, undefined, 2);
  const document = await vscode.workspace.openTextDocument({ language: 'json', content });
  await vscode.window.showTextDocument(document, { viewColumn: vscode.ViewColumn.Beside, preview: true });
}

async function exportResults({ session, skill }: BatchHandlerParts, format: 'jsonl' | 'csv'): Promise<void> {
  const at = skill();
  const name = `${at?.skill.name ?? 'batch'}-results.${format}`;
  const uri = await vscode.window.showSaveDialog({
    title: 'Export Results',
    filters: format === 'csv' ? { CSV: ['csv'] } : { JSONL: ['jsonl'] },
    ...(at && { defaultUri: vscode.Uri.joinPath(at.root.workspaceFolder.uri, name) }),
  });
  if (uri === undefined) return;
  // A mark at the beginning tells spreadsheets that it is UTF-8.
  const text = (format === 'csv' ? '\ufeff' : '') + exported(session.table, format);
  await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(text));
}

async function openSkill(at: SkillAt | undefined): Promise<void> {
  if (at === undefined) throw new Refusal('This skill is not there any more.');
  const [blocker] = blockersOf(at);
  const selection = blocker && { selection: rangeOf(blocker.range, at.skill.lines) };
  await vscode.window.showTextDocument(at.uri, { viewColumn: vscode.ViewColumn.Beside, ...selection });
}

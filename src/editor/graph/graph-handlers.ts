/** Answers what the graph's page asks. The page is not trusted: every name and place it sends is looked up again. */

import * as vscode from 'vscode';
import type { GraphRequests } from '../../message/graph.ts';
import type { Handlers } from '../../message/rpc.ts';
import { commandIds } from '../id.ts';
import { rangeOf } from '../language/range.ts';
import { Refusal, type Reporter } from '../report.ts';
import type { SkillAt, SkillRoot } from '../skill-root.ts';
import type { SkillWorkspace } from '../skill-workspace.ts';
import { listCallers, peekCalls } from './callers.ts';
import { createCalledSkill } from './create-skill.ts';
import { exportText, savePicture } from './export.ts';
import type { GraphSession } from './graph-session.ts';

export interface GraphHandlerParts {
  readonly workspace: SkillWorkspace;
  readonly report: Reporter;
  readonly session: GraphSession;
  /** The root that is drawn; `undefined` when there is none. */
  readonly root: () => SkillRoot | undefined;
  /** Where sources are opened: beside the graph. */
  readonly column: () => vscode.ViewColumn;
}

export function graphHandlers(parts: GraphHandlerParts): Handlers<GraphRequests> {
  const { workspace, report, session } = parts;
  /** A failure is shown to people here; the page gets it as the answer as well. */
  const shown =
    <P, A>(task: string, action: (root: SkillRoot, params: P) => A | Promise<A>) =>
    async (params: P): Promise<A> => {
      try {
        workspace.flush();
        const root = parts.root();
        if (root === undefined) throw new Refusal('There is no folder with skills open.');
        return await action(root, params);
      } catch (error) {
        report.show(task, error);
        throw error;
      }
    };
  return {
    ready: async () => {
      // In a window that has just been loaded no root is known yet.
      if (workspace.roots.length === 0) await workspace.whenLoaded();
      return session.ready();
    },
    chooseRoot: ({ rootId }) => {
      session.chooseRoot(rootId);
      return undefined;
    },
    open: shown('open the skill', (root, { id, offset }) => open(root, { id, offset, ...parts })),
    run: shown('run the skill', async (root, { id }) => {
      await vscode.commands.executeCommand(commandIds.run, skillOf(root, id).uri);
      return undefined;
    }),
    showCallers: shown('show the callers', async (root, { id }) => {
      const name = unknownName(id);
      await (name === undefined ? listCallers(skillOf(root, id), parts.column()) : peekCalls(root, name));
      return undefined;
    }),
    createSkill: shown('create the skill', async (root, { id }) => {
      const name = unknownName(id);
      if (name === undefined || root.catalogue.find(name)) throw new Refusal('This skill exists already.');
      await createCalledSkill(root, name, parts.column());
      return undefined;
    }),
    savePicture: shown('save the picture', async (root, { format, data }) => ({
      isSaved: await savePicture(root, format, data),
    })),
    exportText: shown('export the graph', async (root, params) => ({
      isDone: await exportText(root, params),
    })),
    copy: shown('copy', async (_root, { text }) => {
      await vscode.env.clipboard.writeText(text);
      return undefined;
    }),
  };
}

/** The name that an id stands for where no file has it. */
function unknownName(id: string): string | undefined {
  return id.startsWith('?') ? id.slice(1) : undefined;
}

function skillOf(root: SkillRoot, id: string): SkillAt {
  const at = root.at(id);
  if (at === undefined) throw new Refusal('This skill is not there any more.');
  return at;
}

interface OpenOptions {
  readonly id: string;
  readonly offset: number | undefined;
  readonly column: () => vscode.ViewColumn;
}

/** At a call that is selected, at the entry, or, for a file that cannot be read, wherever VS Code shows it. */
async function open(root: SkillRoot, { id, offset, column }: OpenOptions): Promise<undefined> {
  if (root.catalogue.unreadableAt(id)) {
    await vscode.commands.executeCommand('vscode.open', root.uriOf(id), { viewColumn: column() });
    return undefined;
  }
  const { skill, uri } = skillOf(root, id);
  const call = skill.calls.find(
    ({ nameRange }) => offset !== undefined && nameRange.start <= offset && offset <= nameRange.end,
  );
  const start = offset ?? skill.entry?.range.start ?? 0;
  const selection = rangeOf(call?.nameRange ?? { start, end: start }, skill.lines);
  await vscode.window.showTextDocument(uri, { viewColumn: column(), preview: true, selection });
  return undefined;
}

/** The door to VS Code: registers what the editor contributes, each part on its own. Nothing is read or run here. */

import type * as vscode from 'vscode';
import { DisposableStore } from './base/disposal.ts';
import { registerContext } from './editor/context.ts';
import { registerCategoryCommands } from './editor/file/category-commands.ts';
import { registerNewSkill } from './editor/file/new-skill.ts';
import { registerSkillCommands } from './editor/file/skill-commands.ts';
import { registerCodeLens } from './editor/language/code-lens.ts';
import { registerDiagnostics } from './editor/language/diagnostics.ts';
import { registerLog } from './editor/log.ts';
import { createParts, type Parts } from './editor/parts.ts';
import { registerErrorMarks } from './editor/run/error-mark.ts';
import { registerRunCommands } from './editor/run/run-commands.ts';
import { registerRunLog } from './editor/run/run-log.ts';
import { registerRunMemory } from './editor/run/run-memory.ts';
import { registerRunPanel } from './editor/run/run-panel.ts';
import { registerRunProgress } from './editor/run/run-progress.ts';
import { registerRunStatus } from './editor/run/run-status.ts';
import { registerWarmUp } from './editor/run/warm-up.ts';
import { registerFilter } from './editor/tree/filter.ts';
import { registerTree } from './editor/tree/tree-view.ts';

const contributions: readonly ((parts: Parts) => { dispose(): void })[] = [
  registerLog,
  registerContext,
  registerTree,
  registerFilter,
  registerCodeLens,
  registerDiagnostics,
  registerErrorMarks,
  registerNewSkill,
  registerSkillCommands,
  registerCategoryCommands,
  registerRunMemory,
  registerRunPanel,
  registerRunCommands,
  registerRunStatus,
  registerRunLog,
  registerRunProgress,
  registerWarmUp,
];

export function activate(context: vscode.ExtensionContext): void {
  const started = performance.now();
  const store = new DisposableStore();
  context.subscriptions.push(store);
  const parts = createParts(context, store);
  for (const register of contributions) {
    try {
      store.add(register(parts));
    } catch (error) {
      parts.report.show('start a part of itself', error);
    }
  }
  parts.workspace.start();
  parts.log.debug(`Activated in ${(performance.now() - started).toFixed(1)} ms`);
}

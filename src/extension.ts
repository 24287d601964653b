/** The door to VS Code: registers what the editor contributes, each part on its own. Nothing is read or run here. */

import type * as vscode from 'vscode';
import { DisposableStore } from './base/disposal.ts';
import { registerCategoryCommands } from './editor/category-commands.ts';
import { registerCodeLens } from './editor/code-lens.ts';
import { registerContext } from './editor/context.ts';
import { registerDiagnostics } from './editor/diagnostics.ts';
import { registerErrorMarks } from './editor/error-mark.ts';
import { registerFilter } from './editor/filter.ts';
import { registerLog } from './editor/log.ts';
import { registerNewSkill } from './editor/new-skill.ts';
import { createParts, type Parts } from './editor/parts.ts';
import { registerRunCommands } from './editor/run-commands.ts';
import { registerRunLog } from './editor/run-log.ts';
import { registerRunMemory } from './editor/run-memory.ts';
import { registerRunPanel } from './editor/run-panel.ts';
import { registerRunProgress } from './editor/run-progress.ts';
import { registerRunStatus } from './editor/run-status.ts';
import { registerSkillCommands } from './editor/skill-commands.ts';
import { registerTree } from './editor/tree-view.ts';
import { registerWarmUp } from './editor/warm-up.ts';

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

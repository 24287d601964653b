/** All that the editor contributes, in the order in which it starts. */

import type { Disposable } from '../base/disposal.ts';
import { registerBatch } from './batch/batch-commands.ts';
import { registerContext } from './context.ts';
import { registerDebug } from './debug/debug.ts';
import { registerCategoryCommands } from './file/category-commands.ts';
import { registerNewSkill } from './file/new-skill.ts';
import { registerSkillCommands } from './file/skill-commands.ts';
import { registerGraph } from './graph/graph-commands.ts';
import { registerConflicts } from './history/conflict-commands.ts';
import { registerHistory } from './history/history-commands.ts';
import { registerRecorder } from './history/recorder.ts';
import { registerRunsView } from './history/runs-commands.ts';
import { registerVersionDocuments } from './history/version-document.ts';
import { registerCallHierarchy } from './language/call-hierarchy.ts';
import { registerCodeLens } from './language/code-lens.ts';
import { registerCompletion } from './language/completion.ts';
import { registerDefinition } from './language/definition.ts';
import { registerDiagnostics } from './language/diagnostics.ts';
import { registerExplanations } from './language/explain.ts';
import { registerHover } from './language/hover.ts';
import { registerInlayHints } from './language/inlay-hints.ts';
import { registerLinks } from './language/links.ts';
import { registerReferences } from './language/references.ts';
import { registerRename } from './language/rename.ts';
import { registerSignatureHelp } from './language/signature-help.ts';
import { registerSymbols } from './language/symbols.ts';
import { registerTypes } from './language/types.ts';
import { registerFindSkill } from './library/find-skill.ts';
import { registerLog } from './log.ts';
import { registerMetrics } from './metrics/metrics-commands.ts';
import type { Parts } from './parts.ts';
import { registerCodeActions } from './repair/code-actions.ts';
import { registerExtractSkill } from './repair/extract-skill.ts';
import { registerFixAll } from './repair/fix-all.ts';
import { registerPlaces } from './repair/place.ts';
import { registerErrorMarks } from './run/error-mark.ts';
import { registerPresets } from './run/presets.ts';
import { registerResultsCommands } from './run/results-commands.ts';
import { registerRunCommands } from './run/run-commands.ts';
import { registerRunLog } from './run/run-log.ts';
import { registerRunMemory } from './run/run-memory.ts';
import { registerRunPanel } from './run/run-panel.ts';
import { registerRunProgress } from './run/run-progress.ts';
import { registerRunStatus } from './run/run-status.ts';
import { registerWarmUp } from './run/warm-up.ts';
import { registerFilter } from './tree/filter.ts';
import { registerTree } from './tree/tree-view.ts';

export const contributions: readonly ((parts: Parts) => Disposable)[] = [
  registerLog,
  registerContext,
  registerTree,
  registerFilter,
  registerFindSkill,
  registerCodeLens,
  registerDiagnostics,
  registerExplanations,
  registerCallHierarchy,
  registerDefinition,
  registerLinks,
  registerReferences,
  registerRename,
  registerSymbols,
  registerCompletion,
  registerHover,
  registerSignatureHelp,
  registerInlayHints,
  registerTypes,
  registerCodeActions,
  registerExtractSkill,
  registerFixAll,
  registerPlaces,
  registerErrorMarks,
  registerNewSkill,
  registerSkillCommands,
  registerCategoryCommands,
  registerRunMemory,
  registerPresets,
  registerRunPanel,
  registerRunsView,
  registerGraph,
  registerMetrics,
  registerRunCommands,
  registerResultsCommands,
  registerRunStatus,
  registerRunLog,
  registerRunProgress,
  registerWarmUp,
  registerDebug,
  registerBatch,
  registerRecorder,
  registerVersionDocuments,
  registerHistory,
  registerConflicts,
];

/** Every command, view, setting and context key by its id, as package.json names them. */

import type { ProblemCode } from '../skill/problem.ts';

export const commandIds = {
  run: 'skillsmith.run',
  runWithInputs: 'skillsmith.runWithInputs',
  runWithoutCache: 'skillsmith.runWithoutCache',
  debug: 'skillsmith.debug',
  debugRun: 'skillsmith.debugRun',
  goToFailure: 'skillsmith.goToFailure',
  applyChange: 'skillsmith.applyChange',
  cancelRun: 'skillsmith.cancelRun',
  showRuns: 'skillsmith.showRuns',
  openRun: 'skillsmith.openRun',
  runAgain: 'skillsmith.runAgain',
  runEdited: 'skillsmith.runEdited',
  compareRuns: 'skillsmith.compareRuns',
  selectRunForCompare: 'skillsmith.selectRunForCompare',
  compareWithSelectedRun: 'skillsmith.compareWithSelectedRun',
  copyRunCommand: 'skillsmith.copyRunCommand',
  replayRun: 'skillsmith.replayRun',
  saveRecording: 'skillsmith.saveRecording',
  deleteRuns: 'skillsmith.deleteRuns',
  clearHistory: 'skillsmith.clearHistory',
  clearResults: 'skillsmith.clearResults',
  filterRuns: 'skillsmith.filterRuns',
  clearRunsFilter: 'skillsmith.clearRunsFilter',
  showMoreRuns: 'skillsmith.showMoreRuns',
  newSkill: 'skillsmith.newSkill',
  createSkillsFolder: 'skillsmith.createSkillsFolder',
  addSamples: 'skillsmith.addSamples',
  openSkill: 'skillsmith.openSkill',
  renameSkill: 'skillsmith.renameSkill',
  duplicateSkill: 'skillsmith.duplicateSkill',
  moveSkill: 'skillsmith.moveSkill',
  deleteSkill: 'skillsmith.deleteSkill',
  renameCategory: 'skillsmith.renameCategory',
  deleteCategory: 'skillsmith.deleteCategory',
  copyCall: 'skillsmith.copyCall',
  revealInExplorer: 'skillsmith.revealInExplorer',
  revealSkill: 'skillsmith.revealSkill',
  showMetrics: 'skillsmith.showMetrics',
  findSkill: 'skillsmith.findSkill',
  filterSkills: 'skillsmith.filterSkills',
  clearFilter: 'skillsmith.clearFilter',
  refreshSkills: 'skillsmith.refreshSkills',
  showRunPanel: 'skillsmith.showRunPanel',
  showGraph: 'skillsmith.showGraph',
  showInGraph: 'skillsmith.showInGraph',
  focusInGraph: 'skillsmith.focusInGraph',
  showCallers: 'skillsmith.showCallers',
  exportGraph: 'skillsmith.exportGraph',
  replayInGraph: 'skillsmith.replayInGraph',
  goToCall: 'skillsmith.goToCall',
  createCallee: 'skillsmith.createCallee',
  extractSkill: 'skillsmith.extractSkill',
  fixAll: 'skillsmith.fixAll',
  explainProblem: 'skillsmith.explainProblem',
  runBatch: 'skillsmith.runBatch',
  showLog: 'skillsmith.showLog',
  showHistory: 'skillsmith.showHistory',
  restoreRemoved: 'skillsmith.restoreRemoved',
  resolveConflict: 'skillsmith.resolveConflict',
} as const;

export type CommandId = (typeof commandIds)[keyof typeof commandIds];

/** The type of our launch configurations. */
export const debugType = 'skillsmith';

export const viewIds = {
  skills: 'skillsmith.skills',
  run: 'skillsmith.run',
  runs: 'skillsmith.runs',
} as const;

/** Tabs with a page of ours. */
export const panelIds = {
  graph: 'skillsmith.graph',
  metrics: 'skillsmith.metrics',
  batch: 'skillsmith.batch',
} as const;

export const settingIds = {
  folder: 'skillsmith.folder',
  timeout: 'skillsmith.run.timeout',
  memory: 'skillsmith.run.memory',
  maxDepth: 'skillsmith.run.maxDepth',
  logSize: 'skillsmith.run.logSize',
  resultSize: 'skillsmith.run.resultSize',
  workers: 'skillsmith.run.workers',
  historyRuns: 'skillsmith.history.maxRuns',
  historyAge: 'skillsmith.history.maxAge',
  recordings: 'skillsmith.history.maxRecordings',
  recordingSize: 'skillsmith.history.recordingSize',
  redisUrl: 'skillsmith.redis.url',
  resultTypes: 'skillsmith.inlayHints.resultTypes',
  monitoringEndpoint: 'skillsmith.monitoring.endpoint',
  cacheEntries: 'skillsmith.cache.entries',
  cacheTtl: 'skillsmith.cache.ttl',
  skipFiles: 'skillsmith.debug.skipFiles',
} as const;

/** The settings that give each problem its severity: one for each code, without its `skill/`. */
export const diagnosticSettings = 'skillsmith.diagnostics';

export function diagnosticSetting(code: ProblemCode): string {
  return `${diagnosticSettings}.${code.slice('skill/'.length)}`;
}

export type SettingId = (typeof settingIds)[keyof typeof settingIds];

export const contextKeys = {
  /** The active editor shows a skill. */
  activeSkill: 'skillsmith.activeSkill',
  /** All folders have been read at least once. */
  isLoaded: 'skillsmith.isLoaded',
  /** At least one skill exists in the workspace. */
  hasSkills: 'skillsmith.hasSkills',
  /** At least one root has a skills folder. */
  hasFolder: 'skillsmith.hasFolder',
  /** The Skills view is filtered. */
  isFiltered: 'skillsmith.isFiltered',
  /** At least one run is on. */
  isRunning: 'skillsmith.isRunning',
  /** The Runs view is filtered. */
  isRunsFiltered: 'skillsmith.isRunsFiltered',
  /** A run was selected to be compared with another. */
  hasRunToCompare: 'skillsmith.hasRunToCompare',
  /** The active editor has changes, and so has its file on disk since they were begun. */
  isConflicted: 'skillsmith.isConflicted',
} as const;

/** How a status looks: a word and an icon each, so that colour is never needed. */

import type { LogLevel, RunStatus } from '../../message/run-panel.ts';

export const statusIcons: Readonly<Record<RunStatus | 'running', string>> = {
  completed: 'pass',
  failed: 'error',
  cancelled: 'circle-slash',
  'timed-out': 'watch',
  running: 'sync',
};

export const statusWords: Readonly<Record<RunStatus | 'running', string>> = {
  completed: 'completed',
  failed: 'failed',
  cancelled: 'cancelled',
  'timed-out': 'timed out',
  running: 'running',
};

/** From the least to the most important. */
export const logLevels: readonly LogLevel[] = ['debug', 'log', 'info', 'warn', 'error'];

export const levelIcons: Readonly<Record<LogLevel, string>> = {
  debug: 'bug',
  log: 'output',
  info: 'info',
  warn: 'warning',
  error: 'error',
};

/** How the state of a row looks: a word and an icon each, so that colour is never needed. */

import type { RowState } from '../../message/batch.ts';

export const stateIcons: Readonly<Record<RowState, string>> = {
  ready: 'circle-large-outline',
  invalid: 'warning',
  running: 'sync',
  completed: 'pass',
  failed: 'error',
  'timed-out': 'watch',
  cancelled: 'circle-slash',
  'not-run': 'circle-large-outline',
};

export const stateWords: Readonly<Record<RowState, string>> = {
  ready: 'ready',
  invalid: 'invalid',
  running: 'running',
  completed: 'completed',
  failed: 'failed',
  'timed-out': 'timed out',
  cancelled: 'cancelled',
  'not-run': 'not run',
};

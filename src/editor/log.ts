/** The command that shows the extension's own log. */

import type { Disposable } from '../base/disposal.ts';
import { registerCommands } from './command.ts';
import { commandIds } from './id.ts';
import type { Parts } from './parts.ts';

export function registerLog({ log, report }: Pick<Parts, 'log' | 'report'>): Disposable {
  return registerCommands(report, [{ id: commandIds.showLog, task: 'show the log', run: () => log.show() }]);
}

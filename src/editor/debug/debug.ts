/** Debugging skills with VS Code's own debugger: the adapter, its configurations, its commands, values in the text. */

import { type Disposable, DisposableStore } from '../../base/disposal.ts';
import { keptRecording } from '../../workflow/kept-recording.ts';
import type { Parts } from '../parts.ts';
import { Refusal } from '../report.ts';
import { registerDebugAdapter } from './adapter.ts';
import { registerDebugConfigurations } from './configuration.ts';
import { registerDebugCommands } from './debug-commands.ts';
import { registerValuesInText } from './evaluatable.ts';
import { registerLaunchCompletion } from './launch-completion.ts';
import { registerDebugWarmUp } from './warm-up.ts';

export function registerDebug(parts: Parts): Disposable {
  const store = new DisposableStore();
  const { workspace, debuggees, histories } = parts;
  store.add(
    registerDebugAdapter({
      workspace,
      startDebuggee: (run, options) => debuggees.start(run, options),
      keptRecording: async (root, id) => {
        const history = histories.of(root)?.history;
        if (history !== undefined) return keptRecording(history, id);
        throw new Refusal('No runs are kept here, and no recordings of them.');
      },
    }),
  );
  store.add(registerDebugConfigurations(parts));
  store.add(registerDebugCommands(parts));
  store.add(registerValuesInText(parts));
  store.add(registerLaunchCompletion(parts));
  store.add(registerDebugWarmUp(parts));
  return store;
}

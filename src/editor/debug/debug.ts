/** Debugging skills with VS Code's own debugger: the adapter, its configurations, its commands, values in the text. */

import { type Disposable, DisposableStore } from '../../base/disposal.ts';
import type { Parts } from '../parts.ts';
import { registerDebugAdapter } from './adapter.ts';
import { registerDebugConfigurations } from './configuration.ts';
import { registerDebugCommands } from './debug-commands.ts';
import { registerValuesInText } from './evaluatable.ts';

export function registerDebug(parts: Parts): Disposable {
  const store = new DisposableStore();
  store.add(registerDebugAdapter(parts));
  store.add(registerDebugConfigurations(parts));
  store.add(registerDebugCommands(parts));
  store.add(registerValuesInText(parts));
  return store;
}

/** The command and the tab of the metrics. */

import * as vscode from 'vscode';
import { type Disposable, DisposableStore } from '../../base/disposal.ts';
import { registerCommands } from '../command.ts';
import { commandIds, panelIds } from '../id.ts';
import { MetricsPanel, type MetricsParts } from './metrics-panel.ts';

export function registerMetrics(parts: MetricsParts): Disposable {
  const store = new DisposableStore();
  const panel = store.add(new MetricsPanel(parts));
  store.add(vscode.window.registerWebviewPanelSerializer(panelIds.metrics, panel));
  store.add(
    registerCommands(parts.report, [
      { id: commandIds.showMetrics, task: 'show the metrics', run: () => panel.show() },
    ]),
  );
  return store;
}

/**
 * The run panel's page. The editor's HTML shell needs, and may hold nothing else:
 *
 * - in `<head>`: `<meta charset="utf-8">`, the content security policy
 *   `default-src 'none'; style-src ${cspSource}; font-src ${cspSource}; script-src 'nonce-…'` (as a `<meta>`), and
 *   `<link rel="stylesheet" href="…/dist/page/run.css">` (a URI of `asWebviewUri`; it brings the icon font, whose
 *   file lies beside it, so `dist/page` has to be in `localResourceRoots`);
 * - in `<body>`: `<script type="module" nonce="…" src="…/dist/page/run.js"></script>`.
 *
 * The page draws itself into the body, says `ready`, and takes the whole state as the answer.
 */

import '@vscode-elements/elements/dist/vscode-button/index.js';
import '@vscode-elements/elements/dist/vscode-checkbox/index.js';
import '@vscode-elements/elements/dist/vscode-single-select/index.js';
import '@vscode-elements/elements/dist/vscode-textarea/index.js';
import '@vscode-elements/elements/dist/vscode-textfield/index.js';
import { Rpc } from '../../message/rpc.ts';
import type { PanelEvents, PanelRequests } from '../../message/run-panel.ts';
import { connect } from '../view/connection.ts';
import { PanelModel } from './panel-model.ts';
import './run.css';
import { RunPanel } from './run-panel.ts';

const { port, memory } = connect();
const model = new PanelModel(new Rpc<PanelRequests, PanelEvents>(port), memory, () => performance.now());
const panel = new RunPanel();
panel.model = model;
document.body.append(panel);
addEventListener('pagehide', () => model.flush());
document.addEventListener('visibilitychange', () => model.flush());
void model.start();

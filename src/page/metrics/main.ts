/**
 * The metrics' page. The editor's HTML shell is that of the other pages; the page draws itself into the body, says
 * `ready`, and takes the whole state as the answer.
 */

import '@vscode-elements/elements/dist/vscode-button/index.js';
import './metrics.css';
import type { MetricsEvents, MetricsRequests } from '../../message/metrics.ts';
import { Rpc } from '../../message/rpc.ts';
import { connect } from '../view/connection.ts';
import { MetricsModel } from './metrics-model.ts';
import { MetricsPage } from './metrics-page.ts';

const { port, memory } = connect();
const page = new MetricsPage();
page.model = new MetricsModel(new Rpc<MetricsRequests, MetricsEvents>(port), memory);
document.body.append(page);
void page.model.start();

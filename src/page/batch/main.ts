/**
 * The page of a batch. The editor's HTML shell needs, and may hold nothing else:
 *
 * - in `<head>`: `<meta charset="utf-8">`, the content security policy
 *   `default-src 'none'; style-src ${cspSource}; font-src ${cspSource}; script-src 'nonce-…'`, and
 *   `<link rel="stylesheet" href="…/dist/page/batch.css">`;
 * - in `<body>`: `<script type="module" nonce="…" src="…/dist/page/batch.js"></script>`.
 *
 * The page draws itself into the body, says `ready`, and takes the whole state as the answer.
 */

import '@vscode-elements/elements/dist/vscode-button/index.js';
import './batch.css';
import type { BatchEvents, BatchRequests } from '../../message/batch.ts';
import { Rpc } from '../../message/rpc.ts';
import { connect } from '../view/connection.ts';
import { BatchModel } from './batch-model.ts';
import { BatchPage } from './batch-page.ts';

const { port, memory } = connect();
const model = new BatchModel(new Rpc<BatchRequests, BatchEvents>(port), memory);
const page = new BatchPage();
page.model = model;
document.body.append(page);
void model.start();

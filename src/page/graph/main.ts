/**
 * The graph's page. The editor's HTML shell needs, and may hold nothing else:
 *
 * - in `<head>`: `<meta charset="utf-8">`, the content security policy
 *   `default-src 'none'; style-src ${cspSource}; font-src ${cspSource}; script-src 'nonce-…'; worker-src blob:`, and
 *   `<link rel="stylesheet" href="…/dist/page/graph.css">`;
 * - in `<body>`: `<script type="module" nonce="…" src="…/dist/page/graph.js"></script>`.
 *
 * The page draws itself into the body, says `ready`, and takes the whole state as the answer.
 */

import './graph.css';

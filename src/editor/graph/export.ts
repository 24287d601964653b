/** Writes the graph as a picture or as text, where the user says. */

import * as vscode from 'vscode';
import type { GraphData, GraphPictureFormat, GraphRequests, GraphTextFormat } from '../../message/graph.ts';
import { dot } from '../../picture/dot.ts';
import { jsonGraph } from '../../picture/graph-json.ts';
import { mermaid } from '../../picture/mermaid.ts';
import { part } from '../../picture/view.ts';
import { graphData } from '../../skill/graph/live.ts';
import { Refusal } from '../report.ts';
import type { SkillRoot } from '../skill-root.ts';
import { pictureFile } from './picture-file.ts';

const fileTypes = {
  svg: { name: 'SVG picture', extension: 'svg' },
  png: { name: 'PNG picture', extension: 'png' },
  mermaid: { name: 'Mermaid diagram', extension: 'mmd' },
  dot: { name: 'Graphviz DOT', extension: 'dot' },
  json: { name: 'JSON', extension: 'json' },
} as const;

/**
 * Whether it was saved: not when the user chose no place.
 * @throws {Refusal} when the data is no picture of this format
 */
export async function savePicture(
  root: SkillRoot,
  format: GraphPictureFormat,
  data: string,
): Promise<boolean> {
  const file = pictureFile(format, data);
  if (!file.ok) throw new Refusal(file.message);
  return save(root, format, file.bytes);
}

async function save(root: SkillRoot, format: keyof typeof fileTypes, bytes: Uint8Array): Promise<boolean> {
  const { name, extension } = fileTypes[format];
  const uri = await vscode.window.showSaveDialog({
    title: 'Export Call Graph',
    defaultUri: vscode.Uri.joinPath(root.workspaceFolder.uri, `call-graph.${extension}`),
    filters: { [name]: [extension] },
  });
  if (uri === undefined) return false;
  await vscode.workspace.fs.writeFile(uri, bytes);
  return true;
}

/** The whole graph, or the part of these ids; whether it was saved or copied. */
export async function exportText(
  root: SkillRoot,
  { format, ids, to }: GraphRequests['exportText']['params'],
): Promise<boolean> {
  const whole = graphData(root.catalogue);
  const text = textOf(ids === undefined ? whole : part(whole, new Set(ids)), format);
  if (to === 'file') return save(root, format, new TextEncoder().encode(text));
  await vscode.env.clipboard.writeText(text);
  return true;
}

function textOf(graph: GraphData, format: GraphTextFormat): string {
  if (format === 'mermaid') return mermaid(graph);
  if (format === 'dot') return dot(graph);
  return `${JSON.stringify(jsonGraph(graph), undefined, 2)}\n`;
}

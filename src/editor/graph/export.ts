/** Writes the graph as a picture or as text, where the user says. */

import * as vscode from 'vscode';
import type { GraphPictureFormat } from '../../message/graph.ts';
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

export async function exportText(_root: SkillRoot, _params: unknown): Promise<boolean> {
  throw new Refusal('The graph cannot be written as text yet.');
}

/** The context keys that menus and keys depend on. */

import * as vscode from 'vscode';
import { type Disposable, DisposableStore } from '../base/disposal.ts';
import { Debouncer } from './debounce.ts';
import { activeFile, onDidChangeActiveFile } from './file/active-file.ts';
import { contextKeys } from './id.ts';
import type { Parts } from './parts.ts';

const quietMs = 50;

export function registerContext({ workspace }: Pick<Parts, 'workspace'>): Disposable {
  const store = new DisposableStore();
  const told = new Map<string, boolean>();
  const set = (key: string, value: boolean) => {
    if (told.get(key) === value) return;
    told.set(key, value);
    void vscode.commands.executeCommand('setContext', key, value);
  };
  const tellActive = () => {
    const uri = activeFile();
    set(contextKeys.activeSkill, uri !== undefined && workspace.at(uri) !== undefined);
  };
  const tellAll = () => {
    tellActive();
    const { roots } = workspace;
    set(contextKeys.isLoaded, workspace.isLoaded);
    set(
      contextKeys.hasFolder,
      roots.some(root => root.exists),
    );
    set(
      contextKeys.hasSkills,
      roots.some(root => !isEmpty(root.catalogue.names())),
    );
  };
  const later = store.add(new Debouncer<'all'>(quietMs, tellAll));
  store.add(onDidChangeActiveFile(tellActive));
  store.add(workspace.onDidChange(() => later.add('all')));
  later.add('all');
  return store;
}

function isEmpty(values: Iterable<unknown>): boolean {
  for (const _ of values) return false;
  return true;
}

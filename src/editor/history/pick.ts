/** Quick picks that lead on to others and back: one promise for each step. */

import * as vscode from 'vscode';
import { DisposableStore } from '../../base/disposal.ts';

export interface PickOptions<Item extends vscode.QuickPickItem> {
  readonly title: string;
  readonly placeholder: string;
  readonly items: readonly Item[];
  /** The one that is chosen first. */
  readonly active?: Item | undefined;
  /** Shows the button that leads back. */
  readonly hasBack?: boolean;
}

export type Picked<Item> =
  | { readonly item: Item; readonly button: vscode.QuickInputButton | undefined }
  | 'back'
  | undefined;

/** `undefined` when it was closed without a choice. */
export function pick<Item extends vscode.QuickPickItem>(options: PickOptions<Item>): Promise<Picked<Item>> {
  const store = new DisposableStore();
  const view = store.add(vscode.window.createQuickPick<Item>());
  const { title, placeholder, items, active, hasBack = false } = options;
  view.title = title;
  view.placeholder = placeholder;
  view.items = items;
  view.matchOnDescription = true;
  view.matchOnDetail = true;
  if (active !== undefined) view.activeItems = [active];
  if (hasBack) view.buttons = [vscode.QuickInputButtons.Back];
  return new Promise(resolve => {
    const end = (picked: Picked<Item>) => {
      resolve(picked);
      store.dispose();
    };
    store.add(
      view.onDidAccept(() => {
        const [item] = view.activeItems;
        if (item !== undefined) end({ item, button: undefined });
      }),
    );
    store.add(view.onDidTriggerItemButton(({ item, button }) => end({ item, button })));
    store.add(view.onDidTriggerButton(() => end('back')));
    store.add(view.onDidHide(() => end(undefined)));
    view.show();
  });
}

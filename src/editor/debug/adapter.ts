/** Debug sessions inside the extension host: VS Code's messages in, a session's out. */

import * as vscode from 'vscode';
import type { Disposable } from '../../base/disposal.ts';
import type { DebugHost } from '../../debug/host.ts';
import { DebugSession } from '../../debug/session.ts';
import { debugType } from '../id.ts';
import { type DebugHostParts, WindowDebugHost } from './debug-host.ts';

/** VS Code disposes each with its session. */
class InlineAdapter implements vscode.DebugAdapter {
  readonly #sent = new vscode.EventEmitter<vscode.DebugProtocolMessage>();
  readonly #session: DebugSession;
  readonly onDidSendMessage = this.#sent.event;

  constructor(host: DebugHost) {
    this.#session = new DebugSession(host, message => this.#sent.fire(message));
  }

  handleMessage(message: vscode.DebugProtocolMessage): void {
    this.#session.receive(message as Parameters<DebugSession['receive']>[0]);
  }

  dispose(): void {
    this.#session.dispose();
    this.#sent.dispose();
  }
}

export function registerDebugAdapter(parts: DebugHostParts): Disposable {
  return vscode.debug.registerDebugAdapterDescriptorFactory(debugType, {
    createDebugAdapterDescriptor: ({ workspaceFolder }) => {
      const host = new WindowDebugHost(parts, workspaceFolder);
      return new vscode.DebugAdapterInlineImplementation(new InlineAdapter(host));
    },
  });
}

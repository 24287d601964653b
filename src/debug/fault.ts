/** What a debug session cannot do: for each a number that clients may know it by, and a sentence for people. */

import type { DebugProtocol } from '@vscode/debugprotocol';

/** Never given to anything else; a client shows them beside the sentence. */
export const faultIds = {
  unexpected: 1000,
  unknownRequest: 1001,
  badArguments: 1002,
  notInitialized: 1003,
  cancelled: 1004,
  cannotLaunch: 2000,
  notLaunched: 2001,
  alreadyLaunched: 2002,
  running: 3000,
  ended: 3001,
  gone: 3002,
  refused: 3003,
  noSource: 4000,
} as const;

export type FaultName = keyof typeof faultIds;

/** A request that cannot be answered, in a sentence with what to do next. */
export class DebugFault extends Error {
  override readonly name = 'DebugFault';
  readonly fault: FaultName;
  /** People have to be told, for they asked for it themselves; others are of no interest to them, as that of a hover. */
  readonly isShown: boolean;

  constructor(fault: FaultName, message: string, { isShown = false }: { readonly isShown?: boolean } = {}) {
    super(message);
    this.fault = fault;
    this.isShown = isShown;
  }
}

export function asFault(error: unknown, command: string): DebugFault {
  if (error instanceof DebugFault) return error;
  const reason = error instanceof Error ? error.message : String(error);
  return new DebugFault('unexpected', `Skillsmith could not answer "${command}": ${reason}`);
}

/** A fault as the protocol has it. Braces in a sentence are no variables. */
export function faultMessage({ fault, message, isShown }: DebugFault): DebugProtocol.Message {
  return {
    id: faultIds[fault],
    format: '{_message}',
    variables: { _message: message },
    showUser: isShown,
  };
}

/** The requests that a session answers, each with its arguments and the body of its answer. */

import type { DebugProtocol } from '@vscode/debugprotocol';

type Body<R extends { readonly body?: unknown }> = NonNullable<R['body']>;

export interface Requests {
  initialize: [DebugProtocol.InitializeRequestArguments, Body<DebugProtocol.InitializeResponse>];
  launch: [DebugProtocol.LaunchRequestArguments, undefined];
  configurationDone: [undefined, undefined];
  restart: [DebugProtocol.RestartArguments, undefined];
  terminate: [undefined, undefined];
  disconnect: [DebugProtocol.DisconnectArguments, undefined];
  cancel: [DebugProtocol.CancelArguments, undefined];
  setBreakpoints: [DebugProtocol.SetBreakpointsArguments, Body<DebugProtocol.SetBreakpointsResponse>];
  setFunctionBreakpoints: [
    DebugProtocol.SetFunctionBreakpointsArguments,
    Body<DebugProtocol.SetFunctionBreakpointsResponse>,
  ];
  setExceptionBreakpoints: [
    DebugProtocol.SetExceptionBreakpointsArguments,
    Body<DebugProtocol.SetExceptionBreakpointsResponse>,
  ];
  setDataBreakpoints: [
    DebugProtocol.SetDataBreakpointsArguments,
    Body<DebugProtocol.SetDataBreakpointsResponse>,
  ];
  dataBreakpointInfo: [
    DebugProtocol.DataBreakpointInfoArguments,
    Body<DebugProtocol.DataBreakpointInfoResponse>,
  ];
  breakpointLocations: [
    DebugProtocol.BreakpointLocationsArguments,
    Body<DebugProtocol.BreakpointLocationsResponse>,
  ];
  threads: [undefined, Body<DebugProtocol.ThreadsResponse>];
  stackTrace: [DebugProtocol.StackTraceArguments, Body<DebugProtocol.StackTraceResponse>];
  scopes: [DebugProtocol.ScopesArguments, Body<DebugProtocol.ScopesResponse>];
  variables: [DebugProtocol.VariablesArguments, Body<DebugProtocol.VariablesResponse>];
  setVariable: [DebugProtocol.SetVariableArguments, Body<DebugProtocol.SetVariableResponse>];
  setExpression: [DebugProtocol.SetExpressionArguments, Body<DebugProtocol.SetExpressionResponse>];
  evaluate: [DebugProtocol.EvaluateArguments, Body<DebugProtocol.EvaluateResponse>];
  completions: [DebugProtocol.CompletionsArguments, Body<DebugProtocol.CompletionsResponse>];
  exceptionInfo: [DebugProtocol.ExceptionInfoArguments, Body<DebugProtocol.ExceptionInfoResponse>];
  continue: [DebugProtocol.ContinueArguments, Body<DebugProtocol.ContinueResponse>];
  next: [DebugProtocol.NextArguments, undefined];
  stepIn: [DebugProtocol.StepInArguments, undefined];
  stepOut: [DebugProtocol.StepOutArguments, undefined];
  stepBack: [DebugProtocol.StepBackArguments, undefined];
  reverseContinue: [DebugProtocol.ReverseContinueArguments, undefined];
  restartFrame: [DebugProtocol.RestartFrameArguments, undefined];
  gotoTargets: [DebugProtocol.GotoTargetsArguments, Body<DebugProtocol.GotoTargetsResponse>];
  goto: [DebugProtocol.GotoArguments, undefined];
  pause: [DebugProtocol.PauseArguments, undefined];
  loadedSources: [undefined, Body<DebugProtocol.LoadedSourcesResponse>];
  source: [DebugProtocol.SourceArguments, Body<DebugProtocol.SourceResponse>];
  /** Our own: runs edited skills from the start, with the same answers, to where the run is stopped. */
  applyChange: [undefined, undefined];
  /** Our own: takes the run to the statement that threw the error that it failed with. */
  goToFailure: [undefined, undefined];
}

export type RequestName = keyof Requests;

type Answer<Name extends RequestName> = Requests[Name][1] | Promise<Requests[Name][1]>;

/** The arguments are a client's, and may be anything; one that throws is answered with the error. */
export type RequestHandlers<Names extends RequestName = RequestName> = {
  readonly [Name in Names]: (args: Requests[Name][0]) => Answer<Name>;
};

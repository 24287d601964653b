/** The vocabulary between the editor and the run panel's page. The page may only ask for what is named here. */

import type { JsonObject } from '../base/json.ts';
import type { Preset } from '../library/preset.ts';
import type { Limits, LogLine, Outcome, RunEvent } from '../run/outcome.ts';
import type { InputIssue, JsonSchema, Parameter, SkillForm } from '../skill/skill.ts';

export type { Preset } from '../library/preset.ts';
export type {
  CacheLevel,
  Call,
  LogLevel,
  LogLine,
  Outcome,
  RunError,
  RunErrorCode,
  RunEvent,
  RunStatus,
} from '../run/outcome.ts';
export type { InputIssue } from '../skill/skill.ts';

/** What the panel shows of a skill: enough to build the form. */
export interface PanelSkill {
  /** Identifies the skill across several roots; opaque to the page. */
  readonly id: string;
  readonly name: string;
  readonly category: string;
  readonly form: SkillForm;
  readonly description: string;
  readonly inputs: JsonSchema;
  /** In the order of the signature; gives the order of the form. */
  readonly parameters: readonly Pick<Parameter, 'name' | 'isOptional' | 'default'>[];
  /** Some inputs are secret: what is typed is then not kept when the page goes. */
  readonly hasSecrets: boolean;
  /** Its results are cached: it is tagged `@cache`. */
  readonly isCached: boolean;
  /** Errors that keep it from running; empty when it can run. */
  readonly blockers: readonly string[];
}

/** A run as the panel shows it, live or ended. */
export interface PanelRun {
  readonly id: string;
  readonly skillId: string;
  readonly inputs: JsonObject;
  readonly limits: Limits;
  /** Everything so far, so that a page that was asleep can catch up. */
  readonly logs: readonly LogLine[];
  readonly events: readonly RunEvent[];
  /** Undefined while it runs. */
  readonly outcome: Outcome | undefined;
  /** Of a run that was read from the history. */
  readonly past?: PanelPast | undefined;
}

/** What marks a run as a past one. */
export interface PanelPast {
  /** Milliseconds since 1970. */
  readonly startedAt: number;
  /** `editor`, `command line`, … */
  readonly startedBy: string;
  /** Sentences on what was not kept. */
  readonly notes: readonly string[];
}

/** The whole state; sent when the page says it is ready and whenever anything but a live run's events changed. */
export interface PanelState {
  /** All skills, for the chooser, sorted by category and name. */
  readonly skills: readonly { readonly id: string; readonly name: string; readonly category: string }[];
  /** Undefined: nothing chosen yet, the page shows how to choose. */
  readonly skill: PanelSkill | undefined;
  /** What the form starts with: the last inputs, or the defaults. */
  readonly inputs: JsonObject;
  readonly presets: readonly Preset[];
  readonly run: PanelRun | undefined;
  /** Workspace Trust: false shows why nothing runs. */
  readonly isTrusted: boolean;
  /**
   * Increases when the form should take `inputs` anew and focus its first field, also from one window to the next;
   * 0 when nobody has asked for that in this window.
   */
  readonly focusRequest: number;
  /** Increases when the form should take `inputs` anew and leave the focus where it is. */
  readonly inputsRequest: number;
}

/** From the editor to the page. */
export interface PanelEvents {
  state: PanelState;
  /** Batched, in order, for the run of this id. */
  runEvents: { readonly runId: string; readonly events: readonly RunEvent[] };
  /** Ends the run of this id. */
  runEnded: { readonly runId: string; readonly outcome: Outcome };
}

/** From the page to the editor: each request with its parameter and answer. */
export interface PanelRequests {
  ready: { params: undefined; answer: PanelState };
  chooseSkill: { params: { readonly id: string }; answer: undefined };
  run: {
    /** Without the cache every skill runs, also those whose results are there. */
    params: {
      readonly skillId: string;
      readonly inputs: JsonObject;
      readonly useCache?: boolean | undefined;
    };
    answer: { readonly runId: string };
  };
  cancel: { params: { readonly runId: string }; answer: undefined };
  /** Begins to debug the skill with these inputs. */
  debug: { params: { readonly skillId: string; readonly inputs: JsonObject }; answer: undefined };
  /** Begins to debug a run that has ended, as it was recorded. */
  debugRun: { params: { readonly runId: string }; answer: undefined };
  /** Checks inputs against the skill's schema while the author types. */
  validate: {
    params: { readonly skillId: string; readonly inputs: JsonObject };
    answer: { readonly issues: readonly InputIssue[] };
  };
  /** The form's inputs while typing, to be remembered. */
  remember: { params: { readonly skillId: string; readonly inputs: JsonObject }; answer: undefined };
  savePreset: {
    params: { readonly skillId: string; readonly inputs: JsonObject };
    answer: { readonly name: string } | undefined;
  };
  deletePreset: { params: { readonly skillId: string; readonly name: string }; answer: undefined };
  /** Opens a place in a skill's file: path relative to the skills folder, line and column from one. */
  openPlace: {
    params: { readonly runId: string; readonly file: string; readonly line: number; readonly column: number };
    answer: undefined;
  };
  /** Opens the run's result as a JSON document beside. */
  openResult: { params: { readonly runId: string }; answer: undefined };
  /** Writes the run's recording as a file beside its skill. */
  saveRecording: { params: { readonly runId: string }; answer: undefined };
  /** Opens the skill, at its first blocker where it has one. */
  openSource: { params: { readonly skillId: string }; answer: undefined };
  copy: { params: { readonly text: string }; answer: undefined };
  /** Opens the settings at one of Skillsmith's limits. */
  openLimitSetting: {
    params: { readonly setting: 'timeout' | 'memory' | 'maxDepth' | 'logSize' | 'resultSize' };
    answer: undefined;
  };
  manageTrust: { params: undefined; answer: undefined };
}

export type PanelRequestName = keyof PanelRequests;

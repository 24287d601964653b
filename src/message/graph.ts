/** The vocabulary between the editor and the graph's page. The page may only ask for what is named here. */

import type { CacheLevel, RunStatus } from '../run/outcome.ts';
import type { GraphData, GraphEdge, GraphNode } from '../skill/graph/model.ts';

export type { CacheLevel, RunStatus } from '../run/outcome.ts';
export type {
  GraphCall,
  GraphCycle,
  GraphData,
  GraphEdge,
  GraphNode,
} from '../skill/graph/model.ts';

/** The whole state; sent when the page says it is ready and whenever it may have missed something. */
export interface GraphState {
  /** The skills folders of the window; a choice is shown when there are several. */
  readonly roots: readonly { readonly id: string; readonly name: string }[];
  /** The one that is drawn; `undefined` when the window has none. */
  readonly rootId: string | undefined;
  /** Increases by one with every {@link GraphChange}. */
  readonly revision: number;
  readonly graph: GraphData;
  /** False while the folder is read for the first time. */
  readonly isLoaded: boolean;
  /** Node of the active editor's skill, which the page selects and brings into view unless pinned. */
  readonly followed: string | undefined;
  /** Workspace Trust: false hides Run. */
  readonly isTrusted: boolean;
  /** The last run that was drawn or is on; `undefined` before the first. */
  readonly run: GraphRun | undefined;
  /** How well skills do, by node id; those that never ran are not in it. */
  readonly metrics: GraphMetrics;
  /** Nodes that got another id since the page was last told, as files that were renamed do. */
  readonly renamed: readonly GraphRenaming[];
}

/** A node that goes on under another id: what was selected, focused or placed under the old one still is. */
export interface GraphRenaming {
  readonly from: string;
  readonly to: string;
}

/** What became different. A page whose revision is not one less asks for the whole with `ready`. */
export interface GraphChange {
  readonly revision: number;
  /** New and changed nodes. */
  readonly nodes: readonly GraphNode[];
  readonly removed: readonly string[];
  /** The old ids are among the removed, the new ones among the nodes. */
  readonly renamed: readonly GraphRenaming[];
  /** For each node id: all edges that leave it now. */
  readonly edgesFrom: Readonly<Record<string, readonly GraphEdge[]>>;
  readonly cycles: GraphData['cycles'];
}

export type GraphMetrics = Readonly<Record<string, GraphNodeMetrics>>;

/** How well a skill does. Times are in milliseconds; `undefined` where nothing is known. */
export interface GraphNodeMetrics {
  /** Runs and calls. */
  readonly executions: number;
  /** From 0 to 1. */
  readonly successRate: number | undefined;
  readonly p95Ms: number | undefined;
  /** Why it failed last; empty when it did not. */
  readonly lastFailure: string;
}

/** A run as the graph shows it. */
export interface GraphRun {
  readonly id: string;
  readonly rootSkill: string;
  /** Milliseconds of the whole; `undefined` while it is on. */
  readonly durationMs: number | undefined;
  readonly status: RunStatus | 'running';
  /** In the order in which they began: enough to light up live and to play again. */
  readonly steps: readonly GraphRunStep[];
  /** Calls beyond those that are kept as steps. */
  readonly droppedSteps: number;
}

export interface GraphRunStep {
  /** Node ids; `from` is `undefined` for the call that started the run. */
  readonly from: string | undefined;
  readonly to: string;
  /** Since the run began. */
  readonly startMs: number;
  /** `undefined` while it is on. */
  readonly endMs: number | undefined;
  readonly hasFailed: boolean;
  /** Who had the result, when no code ran. */
  readonly cached?: CacheLevel;
}

/** From the editor to the page. */
export interface GraphEvents {
  state: GraphState;
  change: GraphChange;
  /** The active editor's skill; where it is of another root, a page that is not pinned chooses that one. */
  follow: { readonly rootId: string | undefined; readonly id: string | undefined };
  /** Show in Graph: select, focus and bring into view; with levels, show only so many levels of callers and callees. */
  reveal: { readonly id: string; readonly levels: number | undefined };
  /** A run began, went on or ended; the whole run each time, batched. */
  run: GraphRun;
  /** Replaces what was known before. */
  metrics: GraphMetrics;
  /** The editor asks the page to do what its own buttons do. */
  command: { readonly name: GraphPageCommand };
}

export type GraphPageCommand = 'fit' | 'search' | 'replay' | 'export';

export type GraphPictureFormat = 'svg' | 'png';
export type GraphTextFormat = 'mermaid' | 'dot' | 'json';

/** From the page to the editor: each request with its parameter and answer. */
export interface GraphRequests {
  ready: { params: undefined; answer: GraphState };
  chooseRoot: { params: { readonly rootId: string }; answer: undefined };
  /** Opens the skill's file; with an offset, there. */
  open: { params: { readonly id: string; readonly offset: number | undefined }; answer: undefined };
  /** Runs the skill as the CodeLens does, asking for inputs where it needs some. */
  run: { params: { readonly id: string }; answer: undefined };
  /** Lists the skill's callers in VS Code's own references view. */
  showCallers: { params: { readonly id: string }; answer: undefined };
  /** Creates the skill that an unknown name asks for. */
  createSkill: { params: { readonly id: string }; answer: undefined };
  /** Saves a picture that the page drew, where the user says. PNG is base64. */
  savePicture: {
    params: { readonly format: GraphPictureFormat; readonly data: string };
    answer: { readonly isSaved: boolean };
  };
  /** Saves or copies the graph (or the part of these ids) as text, made by the editor. */
  exportText: {
    params: {
      readonly format: GraphTextFormat;
      readonly ids: readonly string[] | undefined;
      readonly to: 'file' | 'clipboard';
    };
    answer: { readonly isDone: boolean };
  };
  copy: { params: { readonly text: string }; answer: undefined };
}

export type GraphRequestName = keyof GraphRequests;

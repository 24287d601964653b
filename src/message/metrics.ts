/** The vocabulary between the editor and the metrics' page. The page may only ask for what is named here. */

import type { ResultStatistics } from '../library/result-cache.ts';
import type { RunStatus } from '../run/outcome.ts';

export type { ResultStatistics } from '../library/result-cache.ts';
export type { RunStatus } from '../run/outcome.ts';

/** The whole state; sent when the page says it is ready, and anew when anything of it has changed. */
export interface MetricsState {
  /** The skills folders of the window; a choice is shown when there are several. */
  readonly roots: readonly { readonly id: string; readonly name: string }[];
  /** The one that is shown; `undefined` when the window has none. */
  readonly rootId: string | undefined;
  readonly rows: readonly MetricsRow[];
  /** False while the history is read for the first time. */
  readonly isLoaded: boolean;
  /** Why runs are not kept, in a sentence; `undefined` when they are. */
  readonly obstacle: string | undefined;
  /** Of this window's cache of skills and searches. */
  readonly cache: CacheCounts | undefined;
  /** Of the results of skills tagged `@cache`; `undefined` where none was ever looked up. */
  readonly results: ResultStatistics | undefined;
}

export interface CacheCounts {
  readonly hits: number;
  readonly misses: number;
  readonly evictions: number;
  readonly entries: number;
}

/** What is known of one skill's executions: runs that were started, and calls by other skills. */
export interface MetricsRow {
  /** Its path in the skills folder, or its name alone when there is no such skill any more. */
  readonly id: string;
  readonly name: string;
  readonly category: string;
  /** False for a skill that is gone: it has a past, and cannot be opened or run. */
  readonly exists: boolean;
  readonly runs: number;
  readonly calls: number;
  /** 0 to 1; `undefined` before the first execution, as are the times in milliseconds. */
  readonly successRate: number | undefined;
  readonly meanMs: number | undefined;
  readonly p50Ms: number | undefined;
  readonly p95Ms: number | undefined;
  /** The last executions, oldest first, at most 20. */
  readonly trend: readonly TrendPoint[];
  readonly cacheHits: number;
  /** Estimated, of inputs and results. */
  readonly tokens: number;
  /** Milliseconds since 1970. */
  readonly lastAt: number | undefined;
}

export interface TrendPoint {
  readonly durationMs: number;
  readonly status: RunStatus;
}

/** One skill from near. */
export interface MetricsDetails {
  /** Oldest first, at most 200. */
  readonly executions: readonly Execution[];
  /** Newest first. */
  readonly failures: readonly Failure[];
}

export interface Execution extends TrendPoint {
  /** Milliseconds since 1970. */
  readonly at: number;
}

export interface Failure {
  readonly at: number;
  /** The error's name and message. */
  readonly reason: string;
  /** `undefined` when the run is not kept any more. */
  readonly runId: string | undefined;
}

export type MetricsFormat = 'csv' | 'json';

/** From the editor to the page. */
export interface MetricsEvents {
  state: MetricsState;
}

/** From the page to the editor: each request with its parameter and answer. */
export interface MetricsRequests {
  ready: { params: undefined; answer: MetricsState };
  chooseRoot: { params: { readonly rootId: string }; answer: undefined };
  details: { params: { readonly id: string }; answer: MetricsDetails };
  open: { params: { readonly id: string }; answer: undefined };
  run: { params: { readonly id: string }; answer: undefined };
  /** Shows a kept run in the run panel. */
  openRun: { params: { readonly runId: string }; answer: undefined };
  /** Shows the skill's runs in the Runs view. */
  showRuns: { params: { readonly id: string }; answer: undefined };
  /** Saves the rows, in this order, where the user says. */
  export: {
    params: { readonly format: MetricsFormat; readonly ids: readonly string[] };
    answer: { readonly isSaved: boolean };
  };
}

export type MetricsRequestName = keyof MetricsRequests;

/** The settings, read at the moment they are needed, so that a change counts at once. Bad values become the nearest good one. */

import * as vscode from 'vscode';
import { defaultCacheEntries, defaultCacheTtlMs } from '../library/library-cache.ts';
import { defaultRetention, type Retention } from '../library/run-record.ts';
import { defaultLimits, type Limits } from '../run/outcome.ts';
import type { ProblemCode } from '../skill/problem.ts';
import { diagnosticSetting, type SettingId, settingIds } from './id.ts';

/** What may be said of a problem's severity. */
export const shownSeverities = ['default', 'error', 'warning', 'information', 'hint', 'off'] as const;
export type ShownSeverity = (typeof shownSeverities)[number];

const megabyte = 1024 * 1024;
const defaultFolder = '.skills';

/** The folder of a root's skills, relative to the root, `/` between segments; never leads out of the root. */
export function skillsFolderName(scope: vscode.Uri): string {
  const setting = vscode.workspace.getConfiguration(undefined, scope).get<unknown>(settingIds.folder);
  if (typeof setting !== 'string') return defaultFolder;
  const segments = setting.split(/[\\/]+/).filter(segment => segment !== '' && segment !== '.');
  if (segments.length === 0 || segments.includes('..')) return defaultFolder;
  return segments.join('/');
}

/** The limits for a run of a skill of this root. The tool calls' limit has no setting. */
export function runLimits(scope: vscode.Uri): Limits {
  return {
    timeMs: numberOf(settingIds.timeout, { fallback: defaultLimits.timeMs, min: 1, max: 300_000, scope }),
    memoryBytes:
      megabyte *
      numberOf(settingIds.memory, {
        fallback: defaultLimits.memoryBytes / megabyte,
        min: 16,
        max: 2048,
        scope,
      }),
    depth: numberOf(settingIds.maxDepth, { fallback: defaultLimits.depth, min: 1, max: 100, scope }),
    toolCalls: defaultLimits.toolCalls,
    logChars: numberOf(settingIds.logSize, { fallback: defaultLimits.logChars, min: 0, max: 1e8, scope }),
    resultChars: numberOf(settingIds.resultSize, {
      fallback: defaultLimits.resultChars,
      min: 1,
      max: 2e8,
      scope,
    }),
  };
}

/** How a code's problems are shown in this root; `'default'` where nobody has said anything else. */
export function shownSeverity(code: ProblemCode, scope: vscode.Uri): ShownSeverity {
  const id = diagnosticSetting(code);
  const setting = vscode.workspace.getConfiguration(undefined, scope).get<unknown>(id);
  return shownSeverities.find(one => one === setting) ?? 'default';
}

/** How many runs go on at the same time. */
export function workerCount(): number {
  return numberOf(settingIds.workers, { fallback: 2, min: 1, max: 16 });
}

/** Of the cache of skills and searches, of each root. */
export function cacheSize(): { readonly entries: number; readonly ttlMs: number } {
  const entries = numberOf(settingIds.cacheEntries, { fallback: defaultCacheEntries, min: 0, max: 1e6 });
  const seconds = numberOf(settingIds.cacheTtl, { fallback: defaultCacheTtlMs / 1000, min: 1, max: 1e7 });
  return { entries, ttlMs: seconds * 1000 };
}

const dayMs = 24 * 60 * 60 * 1000;

/** What may stay in the history of runs. */
export function historyRetention(scope: vscode.Uri): Retention {
  const { maxRuns, maxAgeMs, maxRecordings, maxRecordingBytes } = defaultRetention;
  return {
    maxRuns: numberOf(settingIds.historyRuns, { fallback: maxRuns, min: 0, max: 10_000_000, scope }),
    maxAgeMs:
      dayMs * numberOf(settingIds.historyAge, { fallback: maxAgeMs / dayMs, min: 0, max: 36_500, scope }),
    maxRecordings: numberOf(settingIds.recordings, {
      fallback: maxRecordings,
      min: 0,
      max: 10_000_000,
      scope,
    }),
    maxRecordingBytes:
      megabyte *
      numberOf(settingIds.recordingSize, { fallback: maxRecordingBytes / megabyte, min: 1, max: 100, scope }),
  };
}

/** The collector that runs are told to; `''` for none. A workspace cannot set it. */
export function monitoringEndpoint(): string {
  const setting = vscode.workspace.getConfiguration().get<unknown>(settingIds.monitoringEndpoint);
  return typeof setting === 'string' ? setting.trim() : '';
}

/** The server with a team's cached results; `undefined` for none. */
export function redisUrl(): string | undefined {
  const setting = vscode.workspace.getConfiguration().get<unknown>(settingIds.redisUrl);
  return typeof setting === 'string' && setting.trim() !== '' ? setting.trim() : undefined;
}

/** Globs of files, relative to the skills folder, in which steps do not stop. */
export function skippedFiles(scope: vscode.Uri): readonly string[] {
  const setting = vscode.workspace.getConfiguration(undefined, scope).get<unknown>(settingIds.skipFiles);
  return Array.isArray(setting) ? setting.filter(item => typeof item === 'string') : [];
}

interface NumberSetting {
  readonly fallback: number;
  readonly min: number;
  readonly max: number;
  readonly scope?: vscode.Uri;
}

function numberOf(id: SettingId, { fallback, min, max, scope }: NumberSetting): number {
  const value = vscode.workspace.getConfiguration(undefined, scope).get<unknown>(id);
  if (typeof value !== 'number' || Number.isNaN(value)) return fallback;
  return Math.round(Math.max(min, Math.min(max, value)));
}

/** What is kept of runs, and how it is asked for: plain data that crosses threads. */

import type { Execution, RecordedStatus, SkillTotals } from './metrics.ts';

export const recordedStarters = ['editor', 'command-line', 'workflow', 'agent'] as const;
export type RecordedStarter = (typeof recordedStarters)[number];

/** A run in one row of a list. */
export interface RunSummary {
  /** Runs are in the order of their ids. */
  readonly id: string;
  /** The name of the skill that was started, as it is now where it has been renamed since. */
  readonly skill: string;
  readonly status: RecordedStatus;
  readonly startedBy: RecordedStarter;
  /** Milliseconds since 1970. */
  readonly startedAt: number;
  readonly durationMs: number;
  /** `undefined` when completed; the message is cut after 1,000 characters. */
  readonly error: { readonly name: string; readonly message: string } | undefined;
  readonly inputBytes: number;
  /** What went between skills inside of the run: inputs and results of all calls. */
  readonly dataBytes: number;
  readonly resultBytes: number;
}

/** A run with everything that is kept of it. */
export interface KeptRun extends RunSummary {
  /** As its recorder wrote it. */
  readonly content: string;
}

/** Why there is no recording of a run that was to be recorded. */
export type MissingRecording =
  /** It was given secret values. */
  | 'secrets'
  | 'too-large'
  /** It asked more of the world than a recording holds. */
  | 'cut'
  /** It never began, or its thread had to be ended, and its answers with it. */
  | 'ended'
  /** Only so many are kept. */
  | 'removed';

/** A skill of a recording, by the hash of its text. */
export interface RecordedSkill {
  readonly path: string;
  readonly hash: string;
}

/** A recording as it was kept, or why there is none. */
export type KeptRecording =
  | {
      /** As its recorder wrote it. */
      readonly text: string;
      /** The skills that the run could reach, as they were; sorted by path. */
      readonly skills: readonly { readonly path: string; readonly text: string }[];
    }
  | { readonly missing: MissingRecording };

/** A recording that is to be kept with its run, or why there is none. */
export type RecordingDraft =
  | { readonly text: string; readonly skills: readonly RecordedSkill[] }
  | { readonly missing: MissingRecording };

/** A run that is to be kept. */
export interface RunDraft extends KeptRun {
  /** Absent when recordings are not kept. */
  readonly recording?: RecordingDraft;
  /** For each skill that ran in it, whether started or called. */
  readonly uses: readonly SkillUse[];
}

/** What one run adds to the metrics of one skill. */
export interface SkillUse extends SkillTotals {
  readonly skill: string;
  /** In the order of their ends; the last 1,000 at most, without those that a cache answered. */
  readonly executions: readonly Execution[];
}

/** All that is given has to fit. */
export interface RunQuery {
  /** The started skill's name; case does not matter. */
  readonly skill?: string;
  readonly status?: RecordedStatus;
  readonly startedBy?: RecordedStarter;
  /** Milliseconds since 1970: started then or later. */
  readonly from?: number;
  /** Milliseconds since 1970: started before. */
  readonly to?: number;
  /** 1 to 1,000; 50 without. */
  readonly limit?: number;
  /** Only runs that are older than the one with this id, which may be gone: the last of the page before. */
  readonly before?: string;
}

/** What may stay. */
export interface Retention {
  /** The newest so many runs; 0 keeps no history at all. */
  readonly maxRuns: number;
  /** Runs that started in the last so many milliseconds; 0 keeps them however old they are. */
  readonly maxAgeMs: number;
  /** The recordings of the newest so many runs; 0 keeps none. */
  readonly maxRecordings: number;
  /** Bytes of one recording, compressed; larger ones are not kept. */
  readonly maxRecordingBytes: number;
}

export const defaultRetention: Retention = {
  maxRuns: 10_000,
  maxAgeMs: 90 * 24 * 60 * 60 * 1000,
  maxRecordings: 1_000,
  maxRecordingBytes: 1024 * 1024,
};

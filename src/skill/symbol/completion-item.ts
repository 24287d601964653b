/** The vocabulary of completion: what is asked, and what is offered. Plain data. */

import type { Range } from '../../base/text.ts';
import type { TextEdit } from '../edit.ts';
import type { GraphReading } from '../graph/graph.ts';
import type { Skill } from '../skill.ts';

export type CompletionKind = 'skill' | 'property' | 'value' | 'variable' | 'tag' | 'type' | 'block';

export interface CompletionItem {
  readonly kind: CompletionKind;
  readonly label: string;
  /** At the right of the list: a category, a type, a warning. */
  readonly description: string;
  /** Replaced by the item; on one line, the cursor in it or at its ends. */
  readonly range: Range;
  /** With tab stops: `${1:a}`. */
  readonly snippet: string;
  /** What the written text is compared with. */
  readonly filter: string;
  /** Items are shown in the order of this text. */
  readonly sort: string;
  readonly isDeprecated: boolean;
  /** Elsewhere in the file. */
  readonly edits: readonly TextEdit[];
  /** The skill that it is about, or whose input. */
  readonly skill: Skill | undefined;
  /** Plain text; of a `skill` its own doc is meant. */
  readonly detail: string;
  readonly documentation: string;
  /** What is written next has completions of its own. */
  readonly goesOn: boolean;
}

export interface Completions {
  readonly items: readonly CompletionItem[];
  /** There are more: to be asked again with the next character. */
  readonly isIncomplete: boolean;
}

/** The skills among which names are looked for. */
export interface CompletionSource {
  find(name: string): Skill | undefined;
  skills(): Iterable<Skill>;
  readonly graph: GraphReading;
}

export interface CompletionRequest {
  /** What is on the screen. */
  readonly text: string;
  readonly offset: number;
  /** Of the file, relative to the skills folder. */
  readonly path: string;
  /** What is known of the file itself; `undefined` where it cannot be read. */
  readonly self: Skill | undefined;
  readonly source: CompletionSource;
  /** Paths of the skills that the author ran or opened lately, the latest last. */
  readonly recent: readonly string[];
}

/** A run that was kept, as the run panel and its commands know runs. */

import type { RunSummary } from '../../library/run-record.ts';
import { type PastRun, readKept } from '../../workflow/kept-run.ts';
import type { PastRunFacts, SkillRun } from '../run/runs.ts';
import type { SkillRoot } from '../skill-root.ts';
import { countText } from '../wording.ts';
import type { Histories } from './histories.ts';

/** @throws Error when it cannot be read; `undefined` when it is not kept any more */
export async function loadPastRun(
  histories: Histories,
  root: SkillRoot,
  id: string,
): Promise<SkillRun | undefined> {
  const kept = await histories.of(root)?.history.run(id);
  return kept && asSkillRun(root, readKept(kept));
}

function asSkillRun(root: SkillRoot, past: PastRun): SkillRun {
  const { summary, inputs, limits, outcome } = past;
  return {
    id: summary.id,
    name: summary.skill,
    uri: root.uriOf(pathOf(root, past)),
    root,
    inputs: inputs ?? {},
    limits,
    logs: outcome.logs,
    events: [],
    outcome,
    past: factsOf(past),
    finished: Promise.resolve(outcome),
    cancel: () => undefined,
  };
}

/** Where the skill is now or, where it is gone, was then. */
function pathOf({ catalogue }: SkillRoot, { summary, skills }: PastRun): string {
  const known = catalogue.find(summary.skill)?.path;
  return known ?? skills[0]?.path ?? `${summary.skill}.js`;
}

function factsOf({ summary, inputs, hasSecrets, cut, outcome }: PastRun): PastRunFacts {
  const notes = [
    cut.inputs ? 'Its inputs were too large to be kept.' : '',
    cut.result ? 'Its result was too large to be kept.' : '',
    hasSecrets ? 'Secret inputs are not kept: fill them in to run it again.' : '',
    (outcome.droppedCalls ?? 0) > 0 ? `${countText(outcome.droppedCalls ?? 0, 'more call')} not kept.` : '',
  ];
  return {
    startedAt: summary.startedAt,
    startedBy: starterText(summary.startedBy),
    hasInputs: inputs !== undefined,
    hasSecrets,
    notes: notes.filter(note => note !== ''),
  };
}

/** `command line` */
export function starterText(starter: RunSummary['startedBy']): string {
  return starter.replace('-', ' ');
}

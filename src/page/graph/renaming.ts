/** Takes what was chosen over to the new ids of files that were renamed. */

import type { GraphRenaming } from '../../message/graph.ts';
import type { Choices } from './choices.ts';

export function renamedChoices(choices: Choices, renamed: readonly GraphRenaming[]): Choices {
  const names = new Map(renamed.map(({ from, to }) => [from, to]));
  const now = (id: string) => names.get(id) ?? id;
  const { focus, selection } = choices;
  return {
    ...choices,
    focus: focus && { ...focus, id: now(focus.id) },
    selection:
      selection?.kind === 'edge'
        ? { ...selection, from: now(selection.from), to: now(selection.to) }
        : selection && { ...selection, id: now(selection.id) },
  };
}

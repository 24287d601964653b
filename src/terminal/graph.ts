/** `skillsmith graph`: who calls whom, as a picture, as text for pictures, or as data; and the circles among it. */

import { paperColours } from '../picture/colour.ts';
import { dot } from '../picture/dot.ts';
import { jsonGraph } from '../picture/graph-json.ts';
import { mermaid } from '../picture/mermaid.ts';
import { sceneOf } from '../picture/scene.ts';
import { svg } from '../picture/svg.ts';
import { onCycles, part } from '../picture/view.ts';
import { unknownId } from '../skill/graph/data.ts';
import { graphData } from '../skill/graph/live.ts';
import type { GraphCycle, GraphData } from '../skill/graph/model.ts';
import { GraphQuery } from '../skill/graph/query.ts';
import { didYouMean } from '../skill/name.ts';
import type { GraphCommand, GraphFormat } from './arguments.ts';
import { counted } from './list.ts';
import type { OpenSkills } from './skill-root.ts';
import { printable, type Terminal } from './terminal.ts';
import { UsageError } from './usage-error.ts';

/** The exit code: 1 when a circle is shown and none is wanted. */
export async function graph(
  command: GraphCommand,
  skills: OpenSkills,
  { out, err }: Terminal,
): Promise<number> {
  const focused = focusedPart(command, skills);
  const shown = command.cycles ? part(focused, onCycles(focused)) : focused;
  const { cycles } = shown;
  if (command.cycles && command.format === undefined) {
    for (const cycle of cycles) out.write(`${cycleText(cycle, shown, skills)}\n`);
    if (cycles.length === 0) err.write('There are no circles of calls.\n');
  } else out.write(await written(shown, command.format ?? 'mermaid'));
  if (!command.failOnCycle || cycles.length === 0) return 0;
  err.write(`${err.paint('red', counted(cycles.length, 'circle'))} of calls, which every run refuses.\n`);
  return 1;
}

function focusedPart({ focus, depth }: GraphCommand, { catalogue }: OpenSkills): GraphData {
  const whole = graphData(catalogue);
  if (focus === undefined) return whole;
  const id = catalogue.find(focus)?.path ?? unknownId(focus);
  const near = new GraphQuery(whole).neighbourhood(id, depth ?? Number.POSITIVE_INFINITY);
  if (near.size > 0) return part(whole, near);
  const hint = didYouMean(focus, catalogue.names());
  throw new UsageError(`There is no skill "${focus}"${hint === '' ? '.' : hint}`);
}

async function written(shown: GraphData, format: GraphFormat): Promise<string> {
  switch (format) {
    case 'mermaid':
      return mermaid(shown);
    case 'dot':
      return dot(shown);
    case 'json':
      return `${JSON.stringify(jsonGraph(shown), undefined, 2)}\n`;
    case 'svg':
      return svg(await sceneOf(shown), {
        colours: paperColours,
        title: `Call graph of ${counted(shown.nodes.length, 'skill')}`,
      });
  }
}

/** The circle on one line, and each of its calls with its place on another. */
function cycleText({ path, members }: GraphCycle, { nodes, edges }: GraphData, skills: OpenSkills): string {
  const names = new Map(nodes.map(({ id, name }) => [id, printable(name)]));
  const name = (id: string) => names.get(id) ?? id;
  const [first = ''] = path;
  const more = members.length - path.length;
  const title = [...path, first].map(name).join(' → ');
  const calls = path.flatMap((from, index) => {
    const to = path[(index + 1) % path.length] as string;
    const edge = edges.find(one => one.from === from && one.to === to);
    return (edge?.calls ?? []).map(
      ({ place }) =>
        `  ${printable(skills.shown(from))}:${place.line}:${place.column} ${name(from)} calls ${name(to)}`,
    );
  });
  return [more > 0 ? `${title} (and ${more} more on circles with these)` : title, ...calls].join('\n');
}

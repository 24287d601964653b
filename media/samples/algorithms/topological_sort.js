/**
 * Orders tasks so that each comes after all it depends on.
 * @param {Record<string, string[]>} tasks - each with the tasks that it needs
 * @returns {{ order: string[], levels: string[][] }} the tasks of one level can be done at the same time
 * @tags algorithms, graphs
 * @example topological_sort({ tasks: { bake: ['mix'], mix: ['buy'], eat: ['bake', 'set table'] } })
 * // => { order: ['buy', 'set table', 'mix', 'bake', 'eat'], levels: [['buy', 'set table'], ['mix'], ['bake'], ['eat']] }
 */
export default function topological_sort(tasks) {
  const needs = new Map(Object.entries(tasks).map(([task, before]) => [task, new Set(before)]));
  for (const before of Object.values(tasks).flat()) if (!needs.has(before)) needs.set(before, new Set());
  const levels = [];
  while (needs.size > 0) {
    const ready = [...needs.keys()].filter(task => needs.get(task).size === 0).sort();
    if (ready.length === 0) throw new Error(`These tasks wait for one another: ${[...needs.keys()].join(', ')}.`);
    for (const task of ready) needs.delete(task);
    for (const before of needs.values()) for (const task of ready) before.delete(task);
    levels.push(ready);
  }
  return { order: levels.flat(), levels };
}

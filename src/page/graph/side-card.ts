/** The card beside the picture: what is known of the selected skill, category or calls, and what can be done. */

import { html, nothing, type TemplateResult } from 'lit';
import type { GraphCall, GraphEdge, GraphNode, GraphNodeMetrics } from '../../message/graph.ts';
import { icon, iconButton } from '../view/icon.ts';
import { count, duration, percent, plural } from '../view/units.ts';
import { View } from '../view/view.ts';
import type { GraphModel } from './graph-model.ts';
import type { Group } from './shown.ts';

const mostShown = 100;

export class SideCard extends View<GraphModel> {
  protected override render(): TemplateResult | typeof nothing {
    const { model } = this;
    const { selection } = model.choices;
    if (selection === undefined) return nothing;
    if (selection.kind === 'edge') return this.#edge(selection.from, selection.to);
    const node = model.store.nodes.get(selection.id);
    if (node !== undefined) return this.#node(node);
    const group = model.shown.groups.get(selection.id);
    return group === undefined ? nothing : this.#group(group);
  }

  #frame(title: TemplateResult | string, label: string, body: TemplateResult): TemplateResult {
    return html`<section class="card" aria-label=${label}>
      <header>
        <h2 dir="auto">${title}</h2>
        ${iconButton({ icon: 'close', title: 'Close (Escape)', onClick: () => this.#close() })}
      </header>
      <div class="card-body">${body}</div>
    </section>`;
  }

  #close(): void {
    this.model.select(undefined);
    document.querySelector<HTMLElement>('canvas.picture')?.focus();
  }

  #node(node: GraphNode): TemplateResult {
    const { model } = this;
    const { store } = model;
    const callers = store.callers(node.id);
    const callees = store.callees(node.id);
    const title = html`${node.name}${node.isDeprecated ? html` <span class="tag">deprecated</span>` : nothing}`;
    return this.#frame(
      title,
      `Skill ${node.name}`,
      html`
        ${node.kind === 'unknown' ? html`<p class="muted">No file of this folder has this name.</p>` : nothing}
        ${node.kind === 'dynamic' ? html`<p class="muted">Stands for names that only a run knows.</p>` : nothing}
        ${node.category === '' ? nothing : html`<p class="muted">${icon('folder')} <span dir="auto">${node.category}</span></p>`}
        ${node.summary === '' ? nothing : html`<p dir="auto">${node.summary}</p>`}
        ${node.signature === '' ? nothing : html`<pre class="signature" dir="ltr">${node.signature}</pre>`}
        ${node.tags.length === 0 ? nothing : html`<p class="tags">${node.tags.map(tag => html`<span class="tag" dir="auto">${tag}</span>`)}</p>`}
        ${metricsLine(model.state?.metrics[node.id])} ${problemLine(node)} ${this.#cycle(node)}
        <p class="actions">${this.#actions(node)}</p>
        ${this.#others('Callers', callers, 'from')} ${this.#others('Callees', callees, 'to')}
      `,
    );
  }

  #actions(node: GraphNode): TemplateResult {
    const { model } = this;
    const { id } = node;
    const isSkill = node.kind === 'skill';
    const action = (text: string, onClick: () => void) =>
      html`<button type="button" class="link" @click=${onClick}>${text}</button>`;
    const isFocused = model.choices.focus?.id === id;
    return html`
      ${isSkill ? action('Open', () => model.open(id)) : nothing}
      ${isSkill && model.state?.isTrusted === true ? action('Run', () => model.ask('run', { id })) : nothing}
      ${node.kind === 'unknown' ? action('Create Skill', () => model.ask('createSkill', { id })) : nothing}
      ${isFocused ? action('Show All', () => model.focus(undefined)) : action('Focus', () => model.focus(id))}
      ${node.kind === 'dynamic' ? nothing : action('Show Callers', () => model.ask('showCallers', { id }))}
    `;
  }

  #cycle(node: GraphNode): TemplateResult | typeof nothing {
    const { model } = this;
    const cycle = model.store.cycles[model.store.cycleOf(node.id) ?? -1];
    if (cycle === undefined) return nothing;
    const names = [...cycle.path, cycle.path[0] ?? ''].map(id => model.store.nodes.get(id)?.name ?? id);
    return html`<p class="cycle-note">
      ${icon('warning')} <span>In a cycle: <bdi>${names.join(' → ')}</bdi></span>
      <button type="button" class="link" @click=${() => model.setView({ showsCycles: true })}>List</button>
    </p>`;
  }

  #others(title: string, edges: readonly GraphEdge[], end: 'from' | 'to'): TemplateResult {
    const { model } = this;
    const label = plural(edges.length, title.slice(0, -1).toLowerCase());
    if (edges.length === 0) return html`<h3>No ${title.toLowerCase()}</h3>`;
    return html`<h3>${label}</h3>
      <ul class="others" aria-label=${title}>
        ${edges.slice(0, mostShown).map(edge => {
          const name = model.store.nodes.get(edge[end])?.name ?? edge[end];
          const count = edge.calls.length;
          return html`<li>
            <button
              type="button"
              class="link"
              dir="auto"
              @click=${() => model.select({ kind: 'node', id: edge[end] }, { reveals: true })}
            >
              ${name}
            </button>
            <button
              type="button"
              class="link quiet"
              title="List the calls"
              @click=${() => model.select({ kind: 'edge', from: edge.from, to: edge.to })}
            >
              ${count === 1 ? callMarks(edge.calls[0]) || '1 call' : `${count} calls`}
            </button>
          </li>`;
        })}
      </ul>
      ${edges.length > mostShown ? html`<p class="muted">and ${edges.length - mostShown} more</p>` : nothing}`;
  }

  #group(group: Group): TemplateResult {
    const { model } = this;
    const name = group.category || '(no category)';
    return this.#frame(
      name,
      `Category ${name}`,
      html`<p class="muted">${plural(group.members.length, 'skill')} in one box.</p>
        <p class="actions">
          <button type="button" class="link" @click=${() => model.toggleCategory(group.category)}>Expand</button>
          <button type="button" class="link" @click=${() => model.setFilter({ categories: [group.category] })}>
            Show Only This
          </button>
        </p>
        <h3>Skills</h3>
        <ul class="others">
          ${group.members.slice(0, mostShown).map(
            id => html`<li>
              <button
                type="button"
                class="link"
                dir="auto"
                @click=${() => model.select({ kind: 'node', id }, { reveals: true })}
              >
                ${model.store.nodes.get(id)?.name ?? id}
              </button>
            </li>`,
          )}
        </ul>
        ${group.members.length > mostShown ? html`<p class="muted">and ${group.members.length - mostShown} more</p>` : nothing}`,
    );
  }

  /** A line may stand for calls between several skills, where a category is one box. */
  #edge(from: string, to: string): TemplateResult | typeof nothing {
    const { model } = this;
    const line = model.shown.edges.find(edge => edge.from === from && edge.to === to);
    const known = model.store.edge(from, to);
    const edges = line?.edges ?? (known === undefined ? [] : [known]);
    if (edges.length === 0) return nothing;
    const name = (id: string) => {
      const group = model.shown.groups.get(id);
      return group === undefined
        ? (model.store.nodes.get(id)?.name ?? id)
        : group.category || '(no category)';
    };
    const title = html`<bdi>${name(from)}</bdi> → <bdi>${name(to)}</bdi>`;
    const isInCycle = edges.some(edge => model.store.isCyclic(edge));
    return this.#frame(
      title,
      `Calls from ${name(from)} to ${name(to)}`,
      html`${isInCycle ? html`<p class="cycle-note">${icon('warning')} <span>Part of a cycle.</span></p>` : nothing}
        ${edges.slice(0, mostShown).map(edge => this.#calls(edge, edges.length > 1))}`,
    );
  }

  #calls(edge: GraphEdge, isNamed: boolean): TemplateResult {
    const { model } = this;
    const name = (id: string) => model.store.nodes.get(id)?.name ?? id;
    return html`${isNamed ? html`<h3><bdi>${name(edge.from)}</bdi> → <bdi>${name(edge.to)}</bdi></h3>` : nothing}
      <ul class="others" aria-label="Calls">
        ${edge.calls.slice(0, mostShown).map(
          call => html`<li>
            <button type="button" class="link" @click=${() => model.open(edge.from, call.offset)}>
              line ${call.place.line}
            </button>
            <span class="muted">${callMarks(call)}</span>
          </li>`,
        )}
      </ul>
      ${edge.calls.length > mostShown ? html`<p class="muted">and ${edge.calls.length - mostShown} more</p>` : nothing}`;
  }
}

/** `in a loop, parallel`; empty for a plain call. */
export function callMarks(call: GraphCall | undefined): string {
  if (call === undefined) return '';
  const marks = [
    ...(call.isInLoop ? ['in a loop'] : []),
    ...(call.isInBranch ? ['on a branch'] : []),
    ...(call.isParallel ? ['parallel'] : []),
    ...(call.isDynamic ? ['dynamic'] : []),
  ];
  return marks.join(', ');
}

/** `97 % of 240 · p95 12 ms`, and why it failed last. */
function metricsLine(metrics: GraphNodeMetrics | undefined): TemplateResult | typeof nothing {
  if (metrics === undefined) return nothing;
  const { executions, successRate, p95Ms, lastFailure } = metrics;
  const rate =
    successRate === undefined ? plural(executions, 'run') : `${percent(successRate)} of ${count(executions)}`;
  const failure =
    lastFailure === ''
      ? nothing
      : html`<br /><span class="muted" dir="auto">Last failure: ${lastFailure}</span>`;
  return html`<p class="metrics" title="Runs and calls that succeeded; 95 of the last 100 took no longer">
    ${icon('graph-line')} ${rate}${p95Ms === undefined ? '' : ` · p95 ${duration(p95Ms)}`}${failure}
  </p>`;
}

function problemLine(node: GraphNode): TemplateResult | typeof nothing {
  const { errors, warnings, infos } = node.problems;
  if (errors + warnings + infos === 0) return nothing;
  return html`<p class="problems">
    ${errors > 0 ? html`<span class="error">${icon('error')} ${plural(errors, 'error')}</span>` : nothing}
    ${warnings > 0 ? html`<span class="warning">${icon('warning')} ${plural(warnings, 'warning')}</span>` : nothing}
    ${infos > 0 ? html`<span class="muted">${icon('info')} ${plural(infos, 'hint')}</span>` : nothing}
  </p>`;
}

customElements.define('side-card', SideCard);

/** The log of a run, live: it follows the end while the user is there, and stays put when they are not. */

import { html, type PropertyValues, type TemplateResult } from 'lit';
import type { Disposable } from '../../base/disposal.ts';
import type { LogLevel, LogLine } from '../../message/run-panel.ts';
import { emptyState } from '../view/empty-state.ts';
import { icon, iconButton } from '../view/icon.ts';
import { levelIcons, logLevels } from '../view/status.ts';
import { count, offset, plural } from '../view/units.ts';
import { VirtualRows } from '../view/virtual-rows.ts';
import { LevelCounts, type LogRow, LogRows } from './log-rows.ts';
import type { PanelModel } from './panel-model.ts';

export class LogList extends VirtualRows<PanelModel> {
  #hidden: ReadonlySet<LogLevel> = new Set();
  #source: readonly LogLine[] = [];
  #rows = new LogRows([], new Set(), 80);
  #counts = new LevelCounts([]);
  #follows = true;

  protected override watch(update: () => void): readonly Disposable[] {
    return [...super.watch(update), this.model.onDidStream(update)];
  }

  protected override willUpdate(changed: PropertyValues): void {
    super.willUpdate(changed);
    const source = this.model.run?.logs ?? [];
    this.#follows = this.isAtEnd;
    if (source !== this.#source) {
      this.#source = source;
      this.#counts = new LevelCounts(source);
      this.#follows = true;
      this.#reset();
    }
    this.#rows.extend();
  }

  protected override updated(changed: PropertyValues): void {
    super.updated(changed);
    if (this.#follows && !this.isAtEnd) this.scrollToEnd();
  }

  protected override rowCount(): number {
    return this.#rows.rows.length;
  }

  protected override onDidResize(): void {
    this.#reset();
    this.requestUpdate();
  }

  protected override frame(rows: TemplateResult): TemplateResult {
    return html`${this.#toolbar()}
      <div class="viewport log" role="log" aria-live="off" aria-label="Log" tabindex="0">
        ${rows}${this.rowCount() === 0 ? this.#nothing() : ''}
      </div>
      ${this.#dropped()}`;
  }

  protected override row(index: number): TemplateResult {
    const row = this.#rows.rows[index] as LogRow;
    const { line } = row;
    const wide = row.isWide ? 'wide' : '';
    if (!row.isFirst) {
      return html`<div class="row log-row level-${line.level} ${wide}">
        <span></span><span class="time"></span><span class="text">${row.text}</span><span></span>
      </div>`;
    }
    return html`<div class="row log-row level-${line.level} ${wide}">
      <span class="level" title=${line.level}>${icon(levelIcons[line.level])}<span class="unseen">${line.level}: </span></span>
      <span class="time">${offset(line.atMs)}</span><span class="text">${row.text}</span>${this.#place(line)}
    </div>`;
  }

  #place(line: LogLine): TemplateResult {
    const { file, line: number, column } = line;
    const text = html`<span class="place-skill">${line.skill}</span>${number === undefined ? '' : `:${number}`}`;
    if (file === undefined || number === undefined) return html`<span class="place">${text}</span>`;
    return html`<button
      type="button"
      class="place link"
      title="Open ${file}:${number}"
      aria-label="${line.skill}:${number}"
      @click=${() => this.model.openPlace(file, number, column ?? 1)}
    >
      ${text}
    </button>`;
  }

  #toolbar(): TemplateResult {
    const counts = this.#counts.get();
    return html`<div class="tab-toolbar" role="toolbar" aria-label="Log">
      <div class="levels" role="group" aria-label="Levels shown">
        ${logLevels.map(level => this.#levelButton(level, counts[level]))}
      </div>
      <span class="grow"></span>
      ${iconButton({
        icon: 'arrow-down',
        title: 'Scroll to End',
        onClick: () => this.scrollToEnd(),
      })}
      ${iconButton({
        icon: 'copy',
        title: 'Copy Log',
        disabled: this.rowCount() === 0,
        onClick: () => this.model.copy(this.#text(), 'Log'),
      })}
    </div>`;
  }

  #levelButton(level: LogLevel, lines: number): TemplateResult {
    const isShown = !this.#hidden.has(level);
    return html`<button
      type="button"
      class="level-button level-${level}"
      aria-pressed=${isShown ? 'true' : 'false'}
      aria-label="${level}, ${plural(lines, 'line')}"
      title="${isShown ? 'Hide' : 'Show'} ${level} (${count(lines)})"
      @click=${() => this.#toggle(level)}
    >
      ${icon(levelIcons[level])}<span class="count">${count(lines)}</span>
    </button>`;
  }

  #toggle(level: LogLevel): void {
    const hidden = new Set(this.#hidden);
    if (!hidden.delete(level)) hidden.add(level);
    this.#hidden = hidden;
    this.#reset();
    this.requestUpdate();
  }

  #reset(): void {
    // Level, time and place take columns of their own; see `.log-row` in the style sheet.
    this.#rows = new LogRows(this.#source, this.#hidden, this.columns);
    this.#rows.extend();
  }

  #nothing(): TemplateResult {
    if (this.#source.length > 0) return emptyState({ text: 'All lines are of levels that are hidden.' });
    if (this.model.isRunning) return emptyState({ text: 'Nothing logged yet.' });
    const text = 'What the skill writes with console.log appears here, live, with its time and line.';
    return emptyState({ text: this.model.run === undefined ? text : 'The run logged nothing.' });
  }

  #dropped(): TemplateResult | string {
    const dropped = this.model.run?.outcome?.droppedLogs ?? 0;
    if (dropped === 0) return '';
    return html`<div class="note">
      ${icon('info')}<span>${plural(dropped, 'line')} beyond the log's limit ${dropped === 1 ? 'was' : 'were'} not kept.</span>
      <button type="button" class="link" @click=${() => this.model.openLimitSetting('logSize')}>Change limit</button>
    </div>`;
  }

  #text(): string {
    return this.#source
      .filter(line => !this.#hidden.has(line.level))
      .map(line => {
        const place = line.line === undefined ? line.skill : `${line.skill}:${line.line}`;
        return `${offset(line.atMs)} ${line.level.padEnd(5)} ${place}  ${line.text}`;
      })
      .join('\n');
  }
}

customElements.define('log-list', LogList);

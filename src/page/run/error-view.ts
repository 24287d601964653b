/** The error that a run ended with: what happened, where, through which skills, and what can be done. */

import { html, type TemplateResult } from 'lit';
import type { Outcome, RunError, RunErrorCode } from '../../message/run-panel.ts';
import { icon, iconButton } from '../view/icon.ts';
import { statusIcons } from '../view/status.ts';
import type { LimitSetting, PanelModel } from './panel-model.ts';
import { type StackFrame, stackFrames } from './stack-frame.ts';

const longestMessage = 4_000;

interface Advice {
  readonly text: string;
  readonly setting?: LimitSetting;
}

/** What to do about Skillsmith's own errors, where the message alone does not say it. */
const advice: Readonly<Partial<Record<RunErrorCode, Advice>>> = {
  'run/time-limit': {
    text: 'A run is stopped when it takes longer than its time limit. Look for a loop that cannot end, or allow more time.',
    setting: 'timeout',
  },
  'run/memory-limit': {
    text: 'A run is stopped when it needs more memory than its limit. Work on smaller pieces, or allow more.',
    setting: 'memory',
  },
  'run/depth-limit': {
    text: 'Skills may call skills only to a certain depth. Make the chain shorter, or allow a longer one.',
    setting: 'maxDepth',
  },
  'run/result-limit': {
    text: 'Results are limited in size. Return less, or allow more.',
    setting: 'resultSize',
  },
  'run/invalid-inputs': { text: 'The fields that need attention are marked in the form.' },
  'run/stack-limit': { text: 'Functions call one another without an end, or too deeply for the sandbox.' },
  'run/waits-for-ever': {
    text: 'The skill awaits something that nothing can settle any more. Look for a promise whose resolve is never called.',
  },
  'run/crashed': { text: 'The next run gets a new sandbox; nothing else is affected.' },
};

export function errorView(model: PanelModel, outcome: Outcome, error: RunError): TemplateResult {
  const message =
    error.message.length > longestMessage ? `${error.message.slice(0, longestMessage)}…` : error.message;
  return html`<div class="error-view" tabindex="0" role="region" aria-label="Error">
    <div class="error-head status-${outcome.status}">
      ${icon(statusIcons[outcome.status])}
      <div class="error-message"><span class="error-name">${error.name}:</span> ${message}</div>
      ${iconButton({ icon: 'copy', title: 'Copy Error', onClick: () => model.copy(errorText(error), 'Error') })}
    </div>
    ${error.chain.length < 2 ? '' : chain(error.chain)} ${stack(model, error)}
    ${adviceView(model, error.code)}${debugButton(model, error.code)}
  </div>`;
}

function chain(skills: readonly string[]): TemplateResult {
  return html`<div class="chain" aria-label="Call chain">
    ${skills.map(
      (skill, at) =>
        html`${at === 0 ? '' : html`<span class="arrow" aria-label="calls">→</span>`}<span class="link-like">${skill}</span>`,
    )}
  </div>`;
}

function stack(model: PanelModel, error: RunError): TemplateResult | string {
  const frames = stackFrames(error.stack);
  if (frames.length > 0) {
    return html`<ol class="stack" aria-label="Stack">${frames.map(frame => html`<li>${frameView(model, frame)}</li>`)}</ol>`;
  }
  const { file, line, column } = error;
  if (file === undefined || line === undefined) return '';
  const place = { file, line, column: column ?? 1 };
  return html`<ol class="stack" aria-label="Stack"><li>${frameView(model, { text: 'at ', place, after: '' })}</li></ol>`;
}

function frameView(model: PanelModel, frame: StackFrame): TemplateResult {
  if (frame.place === undefined) return html`${frame.text}`;
  const { file, line, column } = frame.place;
  return html`${frame.text}<button
      type="button"
      class="link"
      title="Open ${file}:${line}"
      @click=${() => model.openPlace(file, line, column)}
    >${file}:${line}:${column}</button>${frame.after}`;
}

function adviceView(model: PanelModel, code: RunErrorCode | undefined): TemplateResult | string {
  const known = code === undefined ? undefined : advice[code];
  if (known === undefined) return '';
  const { text, setting } = known;
  return html`<p class="advice">
    ${text}
    ${
      setting === undefined
        ? ''
        : html`<vscode-button secondary @click=${() => model.openLimitSetting(setting)}>Change limit</vscode-button>`
    }
  </p>`;
}

/** Where none of the author's code ran, there is nothing to look into. */
const neverRan: ReadonlySet<RunErrorCode | undefined> = new Set([
  'run/unknown-skill',
  'run/invalid-skill',
  'run/invalid-inputs',
]);

function debugButton(model: PanelModel, code: RunErrorCode | undefined): TemplateResult | string {
  if (neverRan.has(code)) return '';
  return html`<vscode-button class="debug-run" secondary @click=${() => model.debugRun()}>Debug this run</vscode-button>`;
}

function errorText(error: RunError): string {
  const chainText = error.chain.length < 2 ? '' : `\n${error.chain.join(' → ')}`;
  return `${error.name}: ${error.message}${chainText}${error.stack === '' ? '' : `\n${error.stack}`}`;
}

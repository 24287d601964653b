/** What a pane shows when it has nothing to show: what will appear, and the one thing to do about it. */

import { html, type TemplateResult } from 'lit';

export function emptyState(options: {
  readonly text: string;
  readonly details?: readonly string[];
  readonly action?: { readonly label: string; readonly onClick: () => void };
}): TemplateResult {
  const { text, details = [], action } = options;
  return html`<div class="empty">
    <p>${text}</p>
    ${details.length === 0 ? '' : html`<ul>${details.map(detail => html`<li>${detail}</li>`)}</ul>`}
    ${action === undefined ? '' : html`<div><vscode-button secondary @click=${action.onClick}>${action.label}</vscode-button></div>`}
  </div>`;
}

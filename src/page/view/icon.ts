/** Codicons as spans; always beside words or a label, never the only carrier of a meaning. */

import { html, type TemplateResult } from 'lit';

export function icon(name: string, extra = ''): TemplateResult {
  return html`<span class="codicon codicon-${name} ${extra}" aria-hidden="true"></span>`;
}

/** A button of 22 px that shows an icon only; `title` is its name and its tooltip. */
export function iconButton(options: {
  readonly icon: string;
  readonly title: string;
  readonly onClick: (event: Event) => void;
  readonly disabled?: boolean;
  readonly isTabStop?: boolean;
}): TemplateResult {
  return html`<button
    type="button"
    class="icon-button"
    title=${options.title}
    aria-label=${options.title}
    tabindex=${options.isTabStop === false ? -1 : 0}
    aria-disabled=${options.disabled === true ? 'true' : 'false'}
    @click=${(event: Event) => {
      event.stopPropagation();
      if (options.disabled !== true) options.onClick(event);
    }}
  >
    ${icon(options.icon)}
  </button>`;
}

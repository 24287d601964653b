/** Tells a screen reader what belongs to the control inside a VS Code element: description, errors, state. */

import { noChange } from 'lit';
import { AsyncDirective } from 'lit/async-directive.js';
import { directive, type ElementPart } from 'lit/directive.js';

export interface Descriptions {
  /** Ids of elements in the page. */
  readonly ids: readonly string[];
  readonly invalid: boolean;
  readonly required: boolean;
}

/** The element draws its control into its shadow root, so the attributes have to be set in there once it has. */
class DescribedBy extends AsyncDirective {
  override render(_descriptions: Descriptions): typeof noChange {
    return noChange;
  }

  override update(part: ElementPart, [descriptions]: [Descriptions]): typeof noChange {
    const host = part.element as HTMLElement & { readonly updateComplete?: Promise<unknown> };
    void Promise.resolve(host.updateComplete).then(() => {
      if (this.isConnected) describe(host, descriptions);
    });
    return noChange;
  }
}

function describe(host: HTMLElement, { ids, invalid, required }: Descriptions): void {
  const control = host.shadowRoot?.querySelector<HTMLElement>('input, textarea, [role="combobox"]');
  if (control === null || control === undefined) return;
  control.ariaDescribedByElements = ids
    .map(id => document.getElementById(id))
    .filter(element => element !== null);
  control.ariaInvalid = invalid ? 'true' : 'false';
  control.ariaRequired = required ? 'true' : 'false';
}

/** Use as an element's own expression. */
export const describedBy = directive(DescribedBy);

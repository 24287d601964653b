/** Moves the focus to the field of a path, or to the nearest one that can have it. */

import { type Path, startsWith } from '../data.ts';

/** The field itself, else the first one inside it, else one that contains it, else the first of all. */
export function focusField(form: HTMLElement, path: Path): void {
  const fields = [...form.querySelectorAll<HTMLElement>('[data-path]')].map(element => ({
    element,
    path: JSON.parse(element.dataset.path ?? '[]') as Path,
  }));
  const inside = fields.find(field => startsWith(field.path, path));
  const around = fields.findLast(field => startsWith(path, field.path));
  const element = (inside ?? around ?? fields[0])?.element;
  if (element === undefined) document.querySelector<HTMLElement>('.run-button')?.focus();
  else void focusControl(element as HTMLElement & { readonly updateComplete?: Promise<unknown> });
}

async function focusControl(
  element: HTMLElement & { readonly updateComplete?: Promise<unknown> },
): Promise<void> {
  await element.updateComplete;
  element.focus();
  element.scrollIntoView({ block: 'nearest' });
  const control = element.shadowRoot?.activeElement;
  if (control instanceof HTMLInputElement || control instanceof HTMLTextAreaElement) {
    // All of JSON text selected would be lost by one keystroke.
    if (!element.classList.contains('json-text')) control.select();
  }
}

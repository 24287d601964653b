/** What a field of the form is given, and the frame that all fields share: label, control, what is wrong. */

import { html, type TemplateResult } from 'lit';
import type { JsonObject, JsonValue, PathSegment } from '../../../base/json.ts';
import type { InputIssue } from '../../../message/run-panel.ts';
import { icon, iconButton } from '../../view/icon.ts';
import { type Path, startsWith, valueAt } from '../data.ts';
import type { InputsModel } from '../inputs-model.ts';

export interface Field {
  readonly form: FormContext;
  readonly schema: JsonObject;
  readonly path: Path;
  /** What stands before the control; for a row of a list its index. */
  readonly label: string;
  readonly description: string;
  readonly isRequired: boolean;
  /** Left out of the data when unset. Rows of lists cannot be: their unset is `null`. */
  readonly canBeLeftOut: boolean;
  /** What the skill takes when the field is left out, if that is known. */
  readonly fallback: JsonValue | undefined;
}

/** One drawing of the form: issues that a field shows are taken, and what remains is shown above. */
export class FormContext {
  readonly inputs: InputsModel;
  /** Draws a field inside another one. */
  readonly draw: (field: Field) => TemplateResult;
  readonly #remaining: Set<InputIssue>;

  constructor(inputs: InputsModel, draw: (field: Field) => TemplateResult) {
    this.inputs = inputs;
    this.draw = draw;
    this.#remaining = new Set(inputs.visibleIssues);
  }

  get root(): JsonObject {
    return this.inputs.schema;
  }

  value(path: Path): JsonValue | undefined {
    return valueAt(this.inputs.data, path);
  }

  /** The messages for exactly this path or, for a field that shows all that is inside, for everything below it. */
  takeIssues(path: Path, isWhole: boolean): readonly string[] {
    const messages: string[] = [];
    for (const issue of this.#remaining) {
      const isMine = startsWith(issue.path, path) && (isWhole || issue.path.length === path.length);
      if (!isMine) continue;
      this.#remaining.delete(issue);
      const below = issue.path.slice(path.length).join('.');
      messages.push(below === '' ? issue.message : `${below}: ${issue.message}`);
    }
    return messages;
  }

  /** What no field showed. */
  get remaining(): readonly InputIssue[] {
    return [...this.#remaining];
  }
}

export function fieldId(path: Path): string {
  return `field-${path.map(segment => encodeURIComponent(String(segment))).join('.')}`;
}

/** The name of a field for screen readers: with the groups that it is in. */
export function fullLabel(field: Field): string {
  const names = field.path.map((segment: PathSegment) =>
    typeof segment === 'number' ? `item ${segment + 1}` : segment,
  );
  return names.length === 0 ? field.label : names.join(', ');
}

/** A field whose value can be left out shows how to do so, once it is set. */
export function clearButton(field: Field): TemplateResult | string {
  if (!field.canBeLeftOut || field.isRequired || field.form.value(field.path) === undefined) return '';
  return iconButton({
    icon: 'close',
    title: `Leave Out ${field.label}`,
    onClick: () => {
      field.form.inputs.set(field.path, undefined);
      field.form.inputs.focus(field.path);
    },
  });
}

export function issueList(path: Path, messages: readonly string[]): TemplateResult | string {
  return html`<div class="issues" id="${fieldId(path)}-issues">
    ${messages.map(message => html`<div class="issue">${icon('error')}<span>${message}</span></div>`)}
  </div>`;
}

export function label(field: Field, aside: TemplateResult | string = ''): TemplateResult {
  return html`<div class="field-label">
    <span class="field-name" id="${fieldId(field.path)}-label">${field.label}</span>${
      field.isRequired ? html`<span class="required" title="Required" aria-hidden="true">*</span>` : ''
    }
    <span class="field-description" id="${fieldId(field.path)}-description">${field.description}</span>${aside}
  </div>`;
}

/** The frame of a field with one control. `aside` stands at the end of the label's line. */
export function frame(
  field: Field,
  control: TemplateResult,
  messages: readonly string[],
  aside: TemplateResult | string = '',
): TemplateResult {
  return html`<div
    class="field ${messages.length > 0 ? 'invalid' : ''}"
    @focusout=${() => field.form.inputs.touch(field.path)}
  >
    ${label(field, aside)}
    <div class="field-control">${control}${clearButton(field)}</div>
    ${issueList(field.path, messages)}
  </div>`;
}

/** For {@link describedBy}: the field's description and issues. */
export function descriptionsOf(field: Field, messages: readonly string[]) {
  const id = fieldId(field.path);
  return {
    ids: [`${id}-description`, `${id}-issues`],
    invalid: messages.length > 0,
    required: field.isRequired,
  };
}

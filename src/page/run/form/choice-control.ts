/** Controls to choose with: a tick box, and a list of fixed values. */

import type { VscodeCheckbox } from '@vscode-elements/elements/dist/vscode-checkbox/index.js';
import type { VscodeSingleSelect } from '@vscode-elements/elements/dist/vscode-single-select/index.js';
import { html, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import type { JsonPrimitive, JsonValue } from '../../../base/json.ts';
import { pathKey } from '../data.ts';
import { describedBy } from '../described-by.ts';
import { clearButton, descriptionsOf, type Field, fieldId, frame, fullLabel, issueList } from './field.ts';

/** Unset shows as neither ticked nor empty. */
export function checkboxField(field: Field): TemplateResult {
  const { form, path } = field;
  const messages = form.takeIssues(path, false);
  const value = form.value(path);
  const fallback = field.fallback === undefined ? 'not set' : `default: ${String(field.fallback)}`;
  return html`<div class="field ${messages.length > 0 ? 'invalid' : ''}">
    <div class="field-control">
      <vscode-checkbox
        class="control"
        data-path=${pathKey(path)}
        .label=${field.label}
        .checked=${live(value === true)}
        .indeterminate=${live(typeof value !== 'boolean')}
        @change=${(event: Event) => form.inputs.set(path, (event.target as VscodeCheckbox).checked)}
        ${describedBy(descriptionsOf(field, messages))}
      ></vscode-checkbox>
      <span class="field-description" id="${fieldId(path)}-description"
        >${field.description}${value === undefined && !field.isRequired ? html` <i>${fallback}</i>` : ''}</span
      >${clearButton(field)}
    </div>
    ${issueList(path, messages)}
  </div>`;
}

export function choiceField(field: Field, options: readonly JsonPrimitive[]): TemplateResult {
  const { form, path } = field;
  const messages = form.takeIssues(path, false);
  const value = form.value(path);
  // An item of a list that was not chosen yet is null.
  const isUnset = value === undefined || (value === null && !options.includes(null));
  const known = options.indexOf(value as JsonPrimitive);
  const none =
    field.fallback === undefined
      ? field.isRequired
        ? 'Choose…'
        : 'not set'
      : `default: ${text(field.fallback)}`;
  const items = [
    ...(isUnset || (field.canBeLeftOut && !field.isRequired) ? [{ label: none, value: 'unset' }] : []),
    ...options.map((option, index) => ({ label: text(option), value: String(index) })),
    ...(known === -1 && !isUnset ? [{ label: JSON.stringify(value), value: 'other' }] : []),
  ];
  return frame(
    field,
    select({
      field,
      items,
      value: isUnset ? 'unset' : known === -1 ? 'other' : String(known),
      messages,
      onChange: chosen => {
        if (chosen === 'unset') form.inputs.set(path, undefined);
        else if (chosen !== 'other') form.inputs.set(path, options[Number(chosen)]);
      },
    }),
    messages,
  );
}

/** Values are told apart by their type: the text "1" is quoted when the number 1 could be meant. */
function text(value: JsonValue): string {
  return typeof value === 'string' && /^[^\d"{[\s-][^\n]*$/.test(value) && !/^(true|false|null)$/.test(value)
    ? value
    : JSON.stringify(value);
}

/** The list opens upwards where there is more room. */
export function select(options: {
  readonly field: Field;
  readonly items: readonly { readonly label: string; readonly value: string }[];
  readonly value: string;
  readonly messages: readonly string[];
  readonly onChange: (value: string) => void;
}): TemplateResult {
  const { field, items, value, messages } = options;
  const place = (event: Event) => {
    const element = event.currentTarget as VscodeSingleSelect;
    const { top, bottom } = element.getBoundingClientRect();
    const needed = Math.min(items.length, 10) * 22 + 8;
    element.position = innerHeight - bottom < needed && top > innerHeight - bottom ? 'above' : 'below';
  };
  return html`<vscode-single-select
    class="control"
    data-path=${pathKey(field.path)}
    .label=${fullLabel(field)}
    .options=${items.map(item => ({ ...item, selected: item.value === value, disabled: false, description: '' }))}
    .value=${live(value)}
    ?invalid=${messages.length > 0}
    @pointerdown=${place}
    @focus=${place}
    @change=${(event: Event) => options.onChange((event.target as VscodeSingleSelect).value)}
    ${describedBy(descriptionsOf(field, messages))}
  ></vscode-single-select>`;
}

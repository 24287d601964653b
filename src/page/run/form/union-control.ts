/** A field of one of several kinds: the kind is chosen beside the label, and each keeps what was entered for it. */

import type { VscodeSingleSelect } from '@vscode-elements/elements/dist/vscode-single-select/index.js';
import { html, nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import type { JsonObject } from '../../../base/json.ts';
import { blank } from '../blank.ts';
import { pathKey } from '../data.ts';
import { accepts, resolve, shapeOf, variantOf } from '../shape.ts';
import { type Field, fullLabel } from './field.ts';

export function unionField(field: Field, variants: readonly JsonObject[]): TemplateResult {
  const { form, path } = field;
  const kind = kindOf(field, variants);
  const variant = resolve(form.root, variants[kind] as JsonObject);
  const change = (event: Event) => {
    const to = Number((event.target as VscodeSingleSelect).value);
    if (to === kind || Number.isNaN(to)) return;
    form.inputs.chooseKind(path, kind, to, fresh(field, variants[to] as JsonObject));
    form.inputs.focus(path);
  };
  const isNull = shapeOf(form.root, variant).kind === 'null';
  return html`<div class="union">
    <div class="union-head">
      <span class="field-name">${field.label}</span>${
        field.isRequired ? html`<span class="required" aria-hidden="true">*</span>` : ''
      }
      <span class="field-description">${field.description}</span>
      <vscode-single-select
        class="kind"
        data-path=${isNull ? pathKey(path) : nothing}
        .label="Kind of ${fullLabel(field)}"
        .options=${variants.map((item, index) => ({
          label: kindName(form.root, item),
          value: String(index),
          selected: index === kind,
          disabled: false,
          description: '',
        }))}
        .value=${live(String(kind))}
        @change=${change}
      ></vscode-single-select>
    </div>
    ${isNull ? '' : form.draw({ ...field, schema: variant })}
  </div>`;
}

/** The one that was chosen, as long as the value does not clearly speak for another. */
function kindOf({ form, path }: Field, variants: readonly JsonObject[]): number {
  const value = form.value(path);
  const chosen = form.inputs.chosenKind(path);
  if (chosen !== undefined && chosen < variants.length) {
    const fits = value === undefined || accepts(form.root, variants[chosen] as JsonObject, value);
    if (fits || variantOf(form.root, variants, value) === undefined || value === null) return chosen;
  }
  if (value === undefined) return 0;
  return variantOf(form.root, variants, value) ?? chosen ?? 0;
}

/** A kind whose control can be empty starts empty. */
function fresh(field: Field, variant: JsonObject) {
  const value = blank(field.form.root, variant);
  const { kind } = shapeOf(field.form.root, variant);
  const canBeEmpty = kind === 'text' || (value === null && kind !== 'null');
  return canBeEmpty && field.canBeLeftOut ? undefined : value;
}

function kindName(root: JsonObject, variant: JsonObject): string {
  const schema = resolve(root, variant);
  if (typeof schema.title === 'string') return schema.title;
  const shape = shapeOf(root, schema);
  switch (shape.kind) {
    case 'boolean':
      return 'true or false';
    case 'choice':
      return shape.options.map(option => JSON.stringify(option)).join(' | ');
    case 'list':
      return `list of ${kindName(root, shape.item)}`;
    case 'object':
      return shape.properties.length === 0
        ? 'record'
        : `{ ${shape.properties.map(({ name }) => name).join(', ')} }`;
    case 'union':
      return shape.variants.map(item => kindName(root, item)).join(' | ');
    case 'date-time':
      return 'date and time';
    default:
      return shape.kind;
  }
}

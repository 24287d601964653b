/** The whole form of a skill: its inputs in the order of the signature, and what is wrong beyond single fields. */

import { html, type TemplateResult } from 'lit';
import { formatPath, type JsonValue } from '../../../base/json.ts';
import type { PanelSkill } from '../../../message/run-panel.ts';
import { icon } from '../../view/icon.ts';
import type { InputsModel } from '../inputs-model.ts';
import { shapeOf } from '../shape.ts';
import { type Field, FormContext } from './field.ts';
import { formField } from './form-field.ts';
import { objectContent } from './group-control.ts';
import { jsonField } from './text-control.ts';

export function inputsForm(inputs: InputsModel, parameters: PanelSkill['parameters']): TemplateResult {
  const form = new FormContext(inputs, formField);
  const shape = shapeOf(inputs.schema, inputs.schema);
  if (shape.kind !== 'object') return html`<div class="form">${jsonField(wholeField(form))}</div>`;
  const order = new Map(parameters.map(({ name }, index) => [name, index]));
  const at = (name: string) => order.get(name) ?? order.size;
  const sorted = shape.properties.toSorted((a, b) => at(a.name) - at(b.name));
  const fallbacks = new Map<string, JsonValue>();
  for (const parameter of parameters) {
    if (parameter.default !== undefined) fallbacks.set(parameter.name, parameter.default);
  }
  const whole = wholeField(form);
  // Nothing is known of such inputs: rows of names and values would only be in the way.
  const isAny = sorted.length === 0 && shape.rest !== undefined && Object.keys(shape.rest).length === 0;
  const fields = isAny ? jsonField(whole) : objectContent(whole, { ...shape, properties: sorted }, fallbacks);
  const isEmpty = shape.rest === undefined && sorted.length === 0 && Object.keys(inputs.data).length === 0;
  return html`<div class="form">
    ${isEmpty ? html`<p class="muted">This skill takes no inputs.</p>` : fields}
    <div class="issues">
      ${form.remaining.map(
        ({ path, message }) =>
          html`<div class="issue">${icon('error')}<span>${formatPath(path)} ${message}</span></div>`,
      )}
    </div>
  </div>`;
}

/** Inputs of no particular shape are one field of JSON. */
function wholeField(form: FormContext): Field {
  const schema = form.root;
  const base = { form, schema, path: [], label: 'inputs', isRequired: true, canBeLeftOut: false };
  return { ...base, description: 'an object', fallback: undefined };
}

/** Fields made of fields: objects, records, lists and tuples, which grow and shrink row by row. */

import type { VscodeTextfield } from '@vscode-elements/elements/dist/vscode-textfield/index.js';
import { html, type TemplateResult } from 'lit';
import { isJsonObject, type JsonObject, type JsonValue } from '../../../base/json.ts';
import { icon, iconButton } from '../../view/icon.ts';
import { blank } from '../blank.ts';
import { pathKey, withoutItem, withRenamedProperty } from '../data.ts';
import { resolve, type Shape } from '../shape.ts';
import { clearButton, type Field, type FormContext, fieldId, issueList, label } from './field.ts';
import { jsonField } from './text-control.ts';

type ObjectShape = Extract<Shape, { kind: 'object' }>;

/** Known properties first, then the rows of a record, then what the data holds beyond the schema. */
export function objectField(field: Field, shape: ObjectShape): TemplateResult {
  const value = field.form.value(field.path);
  if (!isJsonObject(value)) return unsetGroup(field, shape.properties.length === 0 ? [] : undefined);
  return group(field, objectContent(field, shape));
}

/** `fallbacks` are defaults that the schema does not know, by property. */
export function objectContent(
  field: Field,
  shape: ObjectShape,
  fallbacks?: ReadonlyMap<string, JsonValue>,
): TemplateResult {
  return html`${properties(field.form, field.path, shape, fallbacks)}${addEntry(field, shape)}`;
}

function properties(
  form: FormContext,
  path: Field['path'],
  shape: ObjectShape,
  fallbacks: ReadonlyMap<string, JsonValue> = new Map(),
): TemplateResult {
  const value = form.value(path);
  const known = new Set(shape.properties.map(property => property.name));
  const others = isJsonObject(value) ? Object.keys(value).filter(key => !known.has(key)) : [];
  return html`${shape.properties.map(({ name, schema, isRequired }) => {
    const resolved = resolve(form.root, schema);
    const fallback = resolved.default ?? fallbacks.get(name);
    return form.draw({
      form,
      schema: resolved,
      path: [...path, name],
      label: name,
      description: describe(resolved),
      isRequired: isRequired && fallback === undefined,
      canBeLeftOut: true,
      fallback,
    });
  })}${others.map((name, index) => {
    const rest = shape.rest;
    return rest === undefined ? surplus(form, path, name) : entry(form, path, { name, index, schema: rest });
  })}`;
}

function describe(schema: JsonObject): string {
  return typeof schema.description === 'string' ? schema.description : '';
}

/** A property that the schema does not know: kept, shown, and easily removed. */
function surplus(form: FormContext, path: Field['path'], name: string): TemplateResult {
  return jsonField({
    form,
    schema: {},
    path: [...path, name],
    label: name,
    description: 'not an input of this skill',
    isRequired: false,
    canBeLeftOut: true,
    fallback: undefined,
  });
}

/** One row of a record: its name, which can be changed, and its value. */
function entry(
  form: FormContext,
  path: Field['path'],
  item: { readonly name: string; readonly index: number; readonly schema: JsonObject },
): TemplateResult {
  const { name, schema } = item;
  const rename = (event: Event) => {
    const control = event.target as VscodeTextfield;
    const record = form.value(path);
    if (!isJsonObject(record) || control.value === name) return;
    // A name that is taken would swallow the other row.
    if (Object.hasOwn(record, control.value)) control.value = name;
    else form.inputs.set(path, withRenamedProperty(record, name, control.value));
  };
  return html`<div class="entry">
    <vscode-textfield
      class="entry-name"
      .label="Name of entry ${item.index + 1}"
      .value=${name}
      placeholder="name"
      @change=${rename}
    ></vscode-textfield>
    <div class="entry-value">${form.draw(rowField(form, schema, [...path, name], name))}</div>
    ${iconButton({
      icon: 'trash',
      title: `Remove ${name}`,
      onClick: () => {
        form.inputs.set([...path, name], undefined);
        form.inputs.focus(path);
      },
    })}
  </div>`;
}

function addEntry(field: Field, shape: ObjectShape): TemplateResult | string {
  const { rest } = shape;
  const value = field.form.value(field.path);
  if (rest === undefined || !isJsonObject(value)) return '';
  return addButton(field, 'Add entry', () => {
    const name = freeName(value);
    field.form.inputs.set([...field.path, name], blank(field.form.root, rest));
    field.form.inputs.focus([...field.path, name]);
  });
}

function freeName(record: JsonObject): string {
  for (let number = 1; ; number++) {
    const name = number === 1 ? 'key' : `key${number}`;
    if (!Object.hasOwn(record, name)) return name;
  }
}

export function listField(field: Field, item: JsonObject): TemplateResult {
  const { form, path } = field;
  const value = form.value(path);
  if (!Array.isArray(value)) return unsetGroup(field, [blank(form.root, item)]);
  return group(
    field,
    html`${value.map((_, index) => listRow(field, item, value, index))}${addButton(field, 'Add item', () => {
      form.inputs.set([...path, value.length], blank(form.root, item));
      form.inputs.focus([...path, value.length]);
    })}`,
  );
}

function listRow(field: Field, item: JsonObject, items: readonly JsonValue[], index: number): TemplateResult {
  const { form, path } = field;
  return html`<div class="list-row">
    <div class="list-value">${form.draw(rowField(form, item, [...path, index], String(index)))}</div>
    ${iconButton({
      icon: 'trash',
      title: `Remove item ${index + 1}`,
      onClick: () => {
        form.inputs.set(path, withoutItem(items, index));
        form.inputs.focus(items.length === 1 ? path : [...path, Math.min(index, items.length - 2)]);
      },
    })}
  </div>`;
}

export function tupleField(field: Field, shape: Extract<Shape, { kind: 'tuple' }>): TemplateResult {
  const { form, path } = field;
  const value = form.value(path);
  if (!Array.isArray(value)) return unsetGroup(field, blank(form.root, field.schema));
  const { rest } = shape;
  const extra = value.slice(shape.items.length);
  return group(
    field,
    html`${shape.items.map(
      (item, index) =>
        html`<div class="list-row"><div class="list-value">${form.draw(rowField(form, item, [...path, index], String(index)))}</div></div>`,
    )}
    ${extra.map((_, index) => listRow(field, rest ?? {}, value, shape.items.length + index))}
    ${
      rest === undefined
        ? ''
        : addButton(field, 'Add item', () => {
            const at = Math.max(value.length, shape.items.length);
            form.inputs.set([...path, at], blank(form.root, rest));
            form.inputs.focus([...path, at]);
          })
    }`,
  );
}

function rowField(form: FormContext, schema: JsonObject, path: Field['path'], name: string): Field {
  const resolved = resolve(form.root, schema);
  const description = describe(resolved);
  return {
    form,
    schema: resolved,
    path,
    label: name,
    description,
    isRequired: false,
    canBeLeftOut: false,
    fallback: undefined,
  };
}

function group(field: Field, content: TemplateResult): TemplateResult {
  const messages = field.form.takeIssues(field.path, false);
  return html`<div
    class="field group ${messages.length > 0 ? 'invalid' : ''}"
    role="group"
    aria-labelledby="${fieldId(field.path)}-label"
    aria-describedby="${fieldId(field.path)}-description ${fieldId(field.path)}-issues"
  >
    ${label(field, html`<span class="grow"></span>${clearButton(field)}`)} ${issueList(field.path, messages)}
    <div class="group-content">${content}</div>
  </div>`;
}

/** A group that is not in the data: one button puts it there. `fresh` undefined: an object with what it needs. */
function unsetGroup(field: Field, fresh: JsonValue | undefined): TemplateResult {
  const { form, path } = field;
  const messages = form.takeIssues(path, true);
  const start = Array.isArray(fresh) && fresh.length === 0 ? {} : (fresh ?? blank(form.root, field.schema));
  return html`<div class="field ${messages.length > 0 ? 'invalid' : ''}">
    ${label(field, html`<span class="muted aside">${field.fallback === undefined ? 'not set' : `default: ${JSON.stringify(field.fallback)}`}</span>`)}
    ${addButton(field, 'Set', () => {
      form.inputs.set(path, start);
      form.inputs.focus(path);
    })}
    ${issueList(path, messages)}
  </div>`;
}

function addButton(field: Field, text: string, onClick: () => void): TemplateResult {
  return html`<button
    type="button"
    class="add-button"
    data-path=${pathKey(field.path)}
    aria-label="${text}: ${field.label}"
    @click=${onClick}
  >
    ${icon('add')}<span>${text}</span>
  </button>`;
}

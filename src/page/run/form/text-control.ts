/** Controls that hold text: plain, number, date and JSON. The text on the screen is never rewritten while it says the same. */

import type { VscodeTextarea } from '@vscode-elements/elements/dist/vscode-textarea/index.js';
import type { VscodeTextfield } from '@vscode-elements/elements/dist/vscode-textfield/index.js';
import { html, noChange, type TemplateResult } from 'lit';
import { Directive, directive, type ElementPart } from 'lit/directive.js';
import type { JsonValue } from '../../../base/json.ts';
import { isSame, pathKey } from '../data.ts';
import { describedBy } from '../described-by.ts';
import { descriptionsOf, type Field, frame, fullLabel } from './field.ts';

interface TextBinding {
  readonly text: string;
  /** Whether what is on the screen already stands for the same value (`1.` and `1`). */
  readonly isSame: (onScreen: string) => boolean;
}

class BoundText extends Directive {
  override render(_binding: TextBinding): typeof noChange {
    return noChange;
  }

  override update(part: ElementPart, [binding]: [TextBinding]): typeof noChange {
    const element = part.element as VscodeTextfield | VscodeTextarea;
    if (element.value !== binding.text && !binding.isSame(element.value)) element.value = binding.text;
    return noChange;
  }
}

const boundText = directive(BoundText);

/** Lets a text area grow with its text; through the CSSOM, because it is inside the element's shadow root. */
class Growing extends Directive {
  override render(): typeof noChange {
    return noChange;
  }

  override update(part: ElementPart): typeof noChange {
    const element = part.element as VscodeTextarea;
    void element.updateComplete.then(() => {
      const { style } = element.wrappedElement;
      style.setProperty('field-sizing', 'content');
      style.setProperty('max-height', '164px');
      style.setProperty('padding', '3px 4px');
      style.setProperty('line-height', '18px');
    });
    return noChange;
  }
}

const growing = directive(Growing);

/** Text of any number of lines: Shift+Enter starts another one. */
export function textField(field: Field): TemplateResult {
  const { form, path } = field;
  const messages = form.takeIssues(path, false);
  const value = form.value(path);
  const text = typeof value === 'string' ? value : '';
  return frame(
    field,
    html`<vscode-textarea
      class="control text-control ${value === undefined ? 'unset' : ''}"
      rows="1"
      data-path=${pathKey(path)}
      .label=${fullLabel(field)}
      .placeholder=${placeholder(field, value)}
      ?invalid=${messages.length > 0}
      @input=${(event: Event) => form.inputs.set(path, (event.target as VscodeTextarea).value)}
      ${boundText({ text, isSame: () => false })}
      ${growing()}
      ${describedBy(descriptionsOf(field, messages))}
    ></vscode-textarea>`,
    messages,
  );
}

/** A text whose characters are hidden, and that no browser remembers. */
export function secretField(field: Field): TemplateResult {
  const { form, path } = field;
  const messages = form.takeIssues(path, false);
  const value = form.value(path);
  return frame(
    field,
    html`<vscode-textfield
      class="control ${value === undefined ? 'unset' : ''}"
      type="password"
      autocomplete="off"
      data-path=${pathKey(path)}
      .label=${fullLabel(field)}
      .placeholder=${placeholder(field, value)}
      ?invalid=${messages.length > 0}
      @input=${(event: Event) => form.inputs.set(path, (event.target as VscodeTextfield).value)}
      ${boundText({ text: typeof value === 'string' ? value : '', isSame: () => false })}
      ${describedBy(descriptionsOf(field, messages))}
    ></vscode-textfield>`,
    messages,
    html`<span class="muted aside">not stored</span>`,
  );
}

/** Text that is no number stays in the data as text, so that it can be seen, judged and corrected. */
export function numberField(field: Field): TemplateResult {
  const { form, path } = field;
  const messages = form.takeIssues(path, false);
  const value = form.value(path);
  const set = (text: string) => form.inputs.set(path, parseNumber(text));
  return frame(
    field,
    html`<vscode-textfield
      class="control number-control ${value === undefined ? 'unset' : ''}"
      .type=${field.schema.writeOnly === true ? 'password' : 'text'}
      inputmode="decimal"
      data-path=${pathKey(path)}
      .label=${fullLabel(field)}
      .placeholder=${placeholder(field, value)}
      ?invalid=${messages.length > 0}
      @input=${(event: Event) => set((event.target as VscodeTextfield).value)}
      @keydown=${(event: KeyboardEvent) => step(event, value, set)}
      ${boundText({ text: numberText(value), isSame: text => isSame(parseNumber(text) ?? null, value ?? null) })}
      ${describedBy(descriptionsOf(field, messages))}
    ></vscode-textfield>`,
    messages,
  );
}

/** A date, or a date with time that is shown in local time and kept in UTC. Other text stays visible as text. */
export function dateField(field: Field, kind: 'date' | 'date-time'): TemplateResult {
  const { form, path } = field;
  const value = form.value(path);
  const toText = kind === 'date' ? dateText : localText;
  const isPlain = typeof value === 'string' && value !== '' && toText(value) === undefined;
  if (isPlain) return textField(field);
  const messages = form.takeIssues(path, false);
  const set = (text: string) => {
    if (text === '') form.inputs.set(path, undefined);
    else form.inputs.set(path, kind === 'date' ? text : new Date(text).toISOString());
  };
  return frame(
    field,
    html`<vscode-textfield
      class="control"
      .type=${kind === 'date' ? 'date' : 'datetime-local'}
      .step=${kind === 'date' ? undefined : Date.parse(String(value)) % 1000 ? 0.001 : 1}
      data-path=${pathKey(path)}
      .label=${fullLabel(field)}
      ?invalid=${messages.length > 0}
      @input=${(event: Event) => set((event.target as VscodeTextfield).value)}
      ${boundText({
        text: (typeof value === 'string' && toText(value)) || '',
        isSame: onScreen => kind === 'date-time' && Date.parse(onScreen) === Date.parse(String(value)),
      })}
      ${describedBy(descriptionsOf(field, messages))}
    ></vscode-textfield>`,
    messages,
    kind === 'date-time' && typeof value === 'string' ? html`<span class="muted aside">${value}</span>` : '',
  );
}

/** Any value, as JSON; also for values that the field's own control cannot show. */
export function jsonField(field: Field, aside: TemplateResult | string = ''): TemplateResult {
  const { form, path } = field;
  const draft = form.inputs.draftAt(path);
  const messages = [...(draft === undefined ? [] : [draft.message]), ...form.takeIssues(path, true)];
  const value = form.value(path);
  const text = draft?.text ?? (value === undefined ? '' : JSON.stringify(value, null, 2));
  return frame(
    field,
    html`<vscode-textarea
      class="control json-text"
      rows="1"
      monospace
      data-path=${pathKey(path)}
      .label="${fullLabel(field)}, as JSON"
      .placeholder=${placeholder(field, value)}
      ?invalid=${messages.length > 0}
      @input=${(event: Event) => form.inputs.setText(path, (event.target as VscodeTextarea).value)}
      ${boundText({ text, isSame: onScreen => draft === undefined && isSameJson(onScreen, value) })}
      ${growing()}
      ${describedBy(descriptionsOf(field, messages))}
    ></vscode-textarea>`,
    messages,
    html`<span class="muted aside">JSON</span>${aside}`,
  );
}

function placeholder(field: Field, value: JsonValue | undefined): string {
  if (value === '') return 'empty text';
  if (field.fallback !== undefined) {
    return typeof field.fallback === 'string' ? field.fallback : JSON.stringify(field.fallback);
  }
  return field.isRequired ? '' : 'not set';
}

/** Undefined for no text; the text itself when it is no number. */
function parseNumber(text: string): JsonValue | undefined {
  const trimmed = text.trim();
  if (trimmed === '') return undefined;
  const isNumber = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i.test(trimmed);
  return isNumber && Number.isFinite(Number(trimmed)) ? Number(trimmed) : text;
}

function numberText(value: JsonValue | undefined): string {
  return typeof value === 'number' || typeof value === 'string' ? String(value) : '';
}

/** Arrow keys count up and down, as in VS Code's settings. */
function step(event: KeyboardEvent, value: JsonValue | undefined, set: (text: string) => void): void {
  const by = { ArrowUp: 1, ArrowDown: -1 }[event.key];
  if (by === undefined || event.altKey || event.ctrlKey || event.metaKey) return;
  event.preventDefault();
  const from = typeof value === 'number' ? value : 0;
  set(String(Number((from + by * (event.shiftKey ? 10 : 1)).toPrecision(15))));
}

function dateText(value: string): string | undefined {
  return /^\d{4}-\d\d-\d\d$/.test(value) && !Number.isNaN(Date.parse(value)) ? value : undefined;
}

/** `2026-01-31T09:30:00`, in local time; undefined for what is no point in time of the four-digit years. */
function localText(value: string): string | undefined {
  const time = Date.parse(value);
  if (Number.isNaN(time) || !/^\d{4}-\d\d-\d\dT/.test(value)) return undefined;
  const local = new Date(time - new Date(time).getTimezoneOffset() * 60_000);
  const text = local.toISOString().replace(/(?:\.000)?Z$/, '');
  return /^\d{4}-/.test(text) ? text : undefined;
}

function isSameJson(text: string, value: JsonValue | undefined): boolean {
  if (text.trim() === '') return value === undefined;
  try {
    return isSame(JSON.parse(text) as JsonValue, value);
  } catch {
    // Text that does not parse cannot stand for a value.
    return false;
  }
}

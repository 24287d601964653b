/** The inputs being edited: one JSON value that form and JSON text both show, and what is wrong with it. */

import { Emitter } from '../../base/event.ts';
import { isJsonObject, type JsonObject, type JsonValue } from '../../base/json.ts';
import { parseJson } from '../../base/json-text.ts';
import type { Place } from '../../base/text.ts';
import type { InputIssue } from '../../message/run-panel.ts';
import { seed } from './blank.ts';
import { isSame, type Path, pathKey, startsWith, valueAt, withValue } from './data.ts';

export type InputsMode = 'form' | 'json';

/** Text that does not parse yet, so that it cannot be in the data. */
export interface Draft {
  readonly path: Path;
  readonly text: string;
  readonly message: string;
}

/** What is kept while the page is hidden. */
export interface InputsSnapshot {
  readonly data: JsonObject;
  readonly mode: InputsMode;
  readonly jsonText: string | undefined;
  readonly drafts: readonly Draft[];
}

export interface JsonTextIssue {
  readonly message: string;
  readonly place: Place;
  readonly offset: number;
}

export interface InputsModelOptions {
  readonly schema: JsonObject;
  readonly inputs: JsonObject;
  readonly mode: InputsMode;
  /** Asks the editor what is wrong; the newest answer wins, a failed one leaves the issues as they are. */
  readonly validate: (inputs: JsonObject) => Promise<readonly InputIssue[]>;
}

const validateDelayMs = 120;

export class InputsModel {
  readonly #changes = new Emitter<'data' | 'view'>();
  readonly onDidChange = this.#changes.event;
  readonly #validate: InputsModelOptions['validate'];
  readonly #drafts = new Map<string, Draft>();
  readonly #touched = new Set<string>();
  readonly #kinds = new Map<string, number>();
  readonly #leftKinds = new Map<string, JsonValue>();
  #schema: JsonObject;
  #data: JsonObject;
  #mode: InputsMode;
  #jsonText: string | undefined;
  #issues: readonly InputIssue[] = [];
  #asked = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #isAttempted = false;
  /** The field to focus once it is drawn; the view takes it. */
  #focus: Path | undefined;

  constructor(options: InputsModelOptions) {
    this.#schema = options.schema;
    this.#data = seed(options.schema, options.schema, options.inputs);
    this.#mode = options.mode;
    this.#validate = options.validate;
    this.#scheduleValidation(0);
  }

  get schema(): JsonObject {
    return this.#schema;
  }

  get data(): JsonObject {
    return this.#data;
  }

  get mode(): InputsMode {
    return this.#mode;
  }

  /** The JSON mode's text: as typed while it differs from the data's own. */
  get jsonText(): string {
    return this.#jsonText ?? JSON.stringify(this.#data, null, 2);
  }

  /** Undefined while the text is an object in JSON, or nothing was typed there. */
  get jsonIssue(): JsonTextIssue | undefined {
    if (this.#jsonText === undefined) return undefined;
    const parsed = parseJson(this.#jsonText);
    if (!parsed.ok) return parsed;
    if (isJsonObject(parsed.value)) return undefined;
    return { message: 'expected an object: { "name": value }', place: { line: 1, column: 1 }, offset: 0 };
  }

  /** Everything the editor said is wrong, shown or not yet. */
  get issues(): readonly InputIssue[] {
    return this.#issues;
  }

  /**
   * What to show now: a value that is missing is no news before its field was left, or a run was tried.
   */
  get visibleIssues(): readonly InputIssue[] {
    return this.#issues.filter(
      ({ path }) =>
        this.#isAttempted || valueAt(this.#data, path) !== undefined || this.#touched.has(pathKey(path)),
    );
  }

  /** Drafts that cannot be in the data; while there is one the inputs are not what the user sees. */
  get drafts(): readonly Draft[] {
    return [...this.#drafts.values()];
  }

  draftAt(path: Path): Draft | undefined {
    return this.#drafts.get(pathKey(path));
  }

  snapshot(): InputsSnapshot {
    return { data: this.#data, mode: this.#mode, jsonText: this.#jsonText, drafts: this.drafts };
  }

  restore(snapshot: InputsSnapshot): void {
    // The signature may be another than when this was kept.
    this.#data = seed(this.#schema, this.#schema, snapshot.data);
    this.#mode = snapshot.mode;
    this.#jsonText = snapshot.jsonText;
    for (const draft of snapshot.drafts) this.#drafts.set(pathKey(draft.path), draft);
    this.#changed('view');
    this.#scheduleValidation(0);
  }

  /** The signature changed under the form: the data stays, and is judged anew. */
  setSchema(schema: JsonObject): void {
    if (isSame(schema, this.#schema)) return;
    this.#schema = schema;
    this.#data = seed(schema, schema, this.#data);
    this.#kinds.clear();
    this.#changed('view');
    this.#scheduleValidation(0);
  }

  /** Takes other inputs as a whole: a preset, or the editor's. */
  replace(inputs: JsonObject): void {
    this.#data = seed(this.#schema, this.#schema, inputs);
    this.#jsonText = undefined;
    this.#drafts.clear();
    this.#kinds.clear();
    this.#touched.clear();
    this.#isAttempted = false;
    this.#edited();
  }

  /** Sets one value of the form; `undefined` leaves it out. */
  set(path: Path, value: JsonValue | undefined): void {
    for (const [key, draft] of this.#drafts) if (startsWith(draft.path, path)) this.#drafts.delete(key);
    const next = withValue(this.#data, path, value);
    if (isJsonObject(next)) this.#data = next;
    this.#jsonText = undefined;
    this.#edited();
  }

  /** Takes the text of a field that holds JSON; text that does not parse is kept beside the data. */
  setText(path: Path, text: string): void {
    const parsed = parseJson(text);
    if (text.trim() === '') this.set(path, undefined);
    else if (parsed.ok) this.set(path, parsed.value);
    else {
      const { line, column } = parsed.place;
      const message = `${parsed.message} (line ${line}, column ${column})`;
      this.#drafts.set(pathKey(path), { path, text, message });
      this.#changed('data');
    }
  }

  setJsonText(text: string): void {
    this.#jsonText = text;
    const parsed = parseJson(text);
    if (parsed.ok && isJsonObject(parsed.value)) {
      this.#data = parsed.value;
      this.#drafts.clear();
    }
    this.#edited();
  }

  /** Drops JSON text that does not parse, and returns to the last data that did. */
  discardJsonText(): void {
    this.#jsonText = undefined;
    this.#changed('data');
  }

  setMode(mode: InputsMode): void {
    if (mode === this.#mode) return;
    this.#mode = mode;
    // Text that says the same as the data need not be kept; text with an error is.
    if (this.jsonIssue === undefined) this.#jsonText = undefined;
    this.#changed('view');
  }

  /** The kind that the user chose for the union at a path, if they did. */
  chosenKind(path: Path): number | undefined {
    return this.#kinds.get(pathKey(path));
  }

  /** Changes the kind of a union; the value of the kind that is left comes back with it. */
  chooseKind(path: Path, from: number, to: number, fresh: JsonValue | undefined): void {
    const key = pathKey(path);
    const current = valueAt(this.#data, path);
    if (current !== undefined) this.#leftKinds.set(`${key}${from}`, current);
    this.#kinds.set(key, to);
    this.set(path, this.#leftKinds.get(`${key}${to}`) ?? fresh);
  }

  touch(path: Path): void {
    if (this.#touched.has(pathKey(path))) return;
    this.#touched.add(pathKey(path));
    this.#changed('view');
  }

  /** From now on missing values are shown too. Resolves when the editor has judged the present data. */
  async attempt(): Promise<readonly InputIssue[]> {
    this.#isAttempted = true;
    await this.#askForIssues();
    this.#changed('view');
    return this.#issues;
  }

  /** Asks for the focus of the field at a path, or of the first one inside it. */
  focus(path: Path): void {
    this.#focus = path;
    this.#changed('view');
  }

  takeFocus(): Path | undefined {
    const path = this.#focus;
    this.#focus = undefined;
    return path;
  }

  dispose(): void {
    clearTimeout(this.#timer);
    this.#asked++;
    this.#changes.dispose();
  }

  #edited(): void {
    this.#scheduleValidation(validateDelayMs);
    this.#changed('data');
  }

  #changed(what: 'data' | 'view'): void {
    this.#changes.fire(what);
  }

  #scheduleValidation(delayMs: number): void {
    clearTimeout(this.#timer);
    // What is on its way was about older data.
    this.#asked++;
    this.#timer = setTimeout(() => void this.#askForIssues(), delayMs);
  }

  async #askForIssues(): Promise<void> {
    clearTimeout(this.#timer);
    const asked = ++this.#asked;
    const issues = await this.#validate(this.#data).catch(() => undefined);
    if (asked !== this.#asked || issues === undefined) return;
    this.#issues = issues;
    this.#changed('view');
  }
}

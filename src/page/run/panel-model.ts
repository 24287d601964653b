/** Everything the run panel shows and does, without a DOM: the editor's state, the inputs, the run, the requests. */

import { Emitter } from '../../base/event.ts';
import type { JsonObject } from '../../base/json.ts';
import type { Rpc } from '../../message/rpc.ts';
import type {
  PanelEvents,
  PanelRequests,
  PanelRun,
  PanelSkill,
  PanelState,
  Preset,
} from '../../message/run-panel.ts';
import type { PageMemory } from '../view/page-memory.ts';
import { duration } from '../view/units.ts';
import { isSame } from './data.ts';
import { type InputsMode, InputsModel } from './inputs-model.ts';
import { type OutcomeTab, type Remembered, readMemory } from './remembered.ts';
import { RunModel } from './run-model.ts';

export type LimitSetting = PanelRequests['openLimitSetting']['params']['setting'];

const rememberDelayMs = 300;

export class PanelModel {
  readonly #rpc: Rpc<PanelRequests, PanelEvents>;
  readonly #memory: PageMemory;
  readonly #now: () => number;
  readonly #changes = new Emitter<void>();
  readonly #streams = new Emitter<void>();
  readonly #inputsChanges = new Emitter<void>();
  /** Anything but typing and a live run's events. */
  readonly onDidChange = this.#changes.event;
  /** Events of the live run came in. */
  readonly onDidStream = this.#streams.event;
  readonly onDidChangeInputs = this.#inputsChanges.event;
  #state: PanelState | undefined;
  #inputs: InputsModel | undefined;
  /** Whose inputs they are; the state may already be about another skill. */
  #inputsSkillId = '';
  #run: RunModel | undefined;
  #lastResult: RunModel | undefined;
  #isStarting = false;
  /** Answered, but not yet seen in the state. */
  #startedRunId: string | undefined;
  #tab: OutcomeTab = 'result';
  #announcement = '';
  #usesCache = true;
  #rememberTimer: ReturnType<typeof setTimeout> | undefined;

  constructor(rpc: Rpc<PanelRequests, PanelEvents>, memory: PageMemory, now: () => number) {
    this.#rpc = rpc;
    this.#memory = memory;
    this.#now = now;
    rpc.on('state', state => this.#takeState(state));
    rpc.on('runEvents', ({ runId, events }) => {
      if (this.#run?.id !== runId) return;
      this.#run.add(events);
      this.#streams.fire();
    });
    rpc.on('runEnded', ({ runId, outcome }) => {
      if (this.#run?.id !== runId) return;
      this.#run.end(outcome);
      this.#ended(this.#run);
      this.#changes.fire();
    });
  }

  /** Tells the editor that the page is there, and takes the whole state. */
  async start(): Promise<void> {
    const remembered = readMemory(this.#memory.get());
    if (remembered !== undefined) this.#tab = remembered.tab;
    const state = await this.#rpc.request('ready');
    this.#takeState(state, remembered);
  }

  /** Undefined until the editor has answered. */
  get state(): PanelState | undefined {
    return this.#state;
  }

  get skill(): PanelSkill | undefined {
    return this.#state?.skill;
  }

  get inputs(): InputsModel | undefined {
    return this.#inputs;
  }

  /** The newest run, live or ended; of the chosen skill, or of the one that the editor last ran. */
  get run(): RunModel | undefined {
    return this.#run;
  }

  /** The run whose result is on the screen: while a run is on it is the one before, so that nothing flickers. */
  get resultRun(): RunModel | undefined {
    return this.#run?.outcome === undefined ? this.#lastResult : this.#run;
  }

  get isRunning(): boolean {
    if (this.#isStarting || this.#startedRunId !== undefined) return true;
    return this.#run !== undefined && this.#run.outcome === undefined;
  }

  get tab(): OutcomeTab {
    return this.#tab;
  }

  /** What a screen reader is told, politely. */
  get announcement(): string {
    return this.#announcement;
  }

  /** Why the skill cannot run now; undefined when it can. */
  get obstacle(): 'no-skill' | 'not-trusted' | 'blocked' | undefined {
    if (this.skill === undefined) return 'no-skill';
    if (this.#state?.isTrusted === false) return 'not-trusted';
    return this.skill.blockers.length > 0 ? 'blocked' : undefined;
  }

  elapsedMs(): number {
    return this.#run?.elapsedMs(this.#now()) ?? 0;
  }

  /** The preset that the inputs equal now. */
  get preset(): Preset | undefined {
    const data = this.#inputs?.data;
    return this.#state?.presets.find(preset => isSame(preset.inputs, data));
  }

  setTab(tab: OutcomeTab): void {
    this.#tab = tab;
    this.#keep();
    this.#changes.fire();
  }

  /** Whether a cached result will do; of a skill without one it is of no matter. */
  get usesCache(): boolean {
    return this.#usesCache;
  }

  /** Counts until the page is gone, or another skill is chosen. */
  setUsesCache(usesCache: boolean): void {
    this.#usesCache = usesCache;
    this.#changes.fire();
  }

  setMode(mode: InputsMode): void {
    this.#inputs?.setMode(mode);
    this.#keep();
    this.#changes.fire();
  }

  /** Runs, or says what keeps it from running and goes there. */
  runSkill(): Promise<void> {
    return this.#begin((skill, inputs) => this.#request(skill, inputs));
  }

  /** As above, under the debugger. */
  debugSkill(): Promise<void> {
    return this.#begin(async ({ id }, inputs) => this.#ask('debug', { skillId: id, inputs }));
  }

  /** Begins to debug the run that is shown, as it was recorded. */
  debugRun(): void {
    if (this.#run?.outcome !== undefined) this.#ask('debugRun', { runId: this.#run.id });
  }

  async #begin(begin: (skill: PanelSkill, inputs: JsonObject) => Promise<void>): Promise<void> {
    const { skill, inputs } = this;
    if (skill === undefined || inputs === undefined || this.isRunning || this.obstacle !== undefined) return;
    const jsonIssue = inputs.jsonIssue;
    if (jsonIssue !== undefined) {
      this.#announce(`The JSON has an error in line ${jsonIssue.place.line}: ${jsonIssue.message}`);
      this.setMode('json');
      inputs.focus([]);
      return;
    }
    this.#isStarting = true;
    this.#changes.fire();
    try {
      const issues = await inputs.attempt();
      const first = inputs.drafts[0]?.path ?? issues[0]?.path;
      if (first === undefined) await begin(skill, inputs.data);
      else {
        const wrong = issues.length + inputs.drafts.length;
        this.#announce(`${wrong === 1 ? '1 input needs' : `${wrong} inputs need`} attention.`);
        inputs.focus(first);
      }
    } finally {
      this.#isStarting = false;
      this.#changes.fire();
    }
  }

  cancel(): void {
    if (this.#run !== undefined && this.#run.outcome === undefined)
      this.#ask('cancel', { runId: this.#run.id });
  }

  chooseSkill(id: string): void {
    this.flush();
    this.#usesCache = true;
    this.#ask('chooseSkill', { id });
  }

  choosePreset(name: string): void {
    const preset = this.#state?.presets.find(item => item.name === name);
    if (preset === undefined) return;
    this.#inputs?.replace(preset.inputs);
    this.#announce(`Preset ${name} chosen.`);
  }

  async savePreset(): Promise<void> {
    if (this.skill === undefined || this.#inputs === undefined) return;
    const params = { skillId: this.skill.id, inputs: this.#inputs.data };
    const saved = await this.#rpc.request('savePreset', params).catch(() => undefined);
    if (saved !== undefined) this.#announce(`Preset ${saved.name} saved.`);
  }

  deletePreset(name: string): void {
    if (this.skill !== undefined) this.#ask('deletePreset', { skillId: this.skill.id, name });
  }

  openPlace(file: string, line: number, column: number): void {
    if (this.#run !== undefined) this.#ask('openPlace', { runId: this.#run.id, file, line, column });
  }

  openResult(): void {
    if (this.resultRun !== undefined) this.#ask('openResult', { runId: this.resultRun.id });
  }

  saveRecording(): void {
    if (this.#run !== undefined) this.#ask('saveRecording', { runId: this.#run.id });
  }

  openSource(): void {
    if (this.skill !== undefined) this.#ask('openSource', { skillId: this.skill.id });
  }

  copy(text: string, what: string): void {
    this.#ask('copy', { text });
    this.#announce(`${what} copied.`);
  }

  openLimitSetting(setting: LimitSetting): void {
    this.#ask('openLimitSetting', { setting });
  }

  manageTrust(): void {
    this.#ask('manageTrust', undefined);
  }

  /** Hands what was typed to the editor now, because the page may be gone in a moment. */
  flush(): void {
    if (this.#rememberTimer === undefined) return;
    clearTimeout(this.#rememberTimer);
    this.#rememberTimer = undefined;
    if (this.#inputs !== undefined) {
      this.#ask('remember', { skillId: this.#inputsSkillId, inputs: this.#inputs.data });
    }
  }

  async #request(skill: PanelSkill, inputs: JsonObject): Promise<void> {
    try {
      const useCache = skill.isCached ? this.#usesCache : undefined;
      const params = { skillId: skill.id, inputs, ...(useCache !== undefined && { useCache }) };
      const { runId } = await this.#rpc.request('run', params);
      if (this.#run?.id !== runId) this.#startedRunId = runId;
    } catch (error) {
      this.#announce(`The run did not start: ${error instanceof Error ? error.message : String(error)}`);
    }
  }

  /** For requests whose failure the editor itself shows. */
  #ask<K extends keyof PanelRequests>(name: K, params: PanelRequests[K]['params']): void {
    const request = this.#rpc.request as (name: K, params: PanelRequests[K]['params']) => Promise<unknown>;
    request.call(this.#rpc, name, params).catch((error: unknown) => {
      this.#announce(error instanceof Error ? error.message : String(error));
    });
  }

  #announce(text: string): void {
    // A text that comes again is read again only when it differs.
    this.#announcement = text === this.#announcement ? `${text}\u00a0` : text;
    this.#changes.fire();
  }

  #takeState(state: PanelState, remembered?: Remembered): void {
    const before = this.#state;
    this.#state = state;
    const isOther = state.skill?.id !== before?.skill?.id;
    if (isOther || before === undefined) this.#openInputs(state, remembered);
    else if (isNew(state, before)) this.#inputs?.replace(state.inputs);
    if (!isOther && state.skill !== undefined) this.#inputs?.setSchema(state.skill.inputs);
    const isAsked = state.focusRequest > (before?.focusRequest ?? remembered?.focusRequest ?? 0);
    if (isAsked) this.#inputs?.focus([]);
    if (isOther) this.#lastResult = undefined;
    this.#takeRun(state.run);
    this.#keep();
    this.#changes.fire();
  }

  #openInputs(state: PanelState, remembered: Remembered | undefined): void {
    const { skill } = state;
    const mode = this.#inputs?.mode ?? remembered?.inputs?.mode ?? 'form';
    this.flush();
    this.#inputs?.dispose();
    this.#inputs = undefined;
    if (skill === undefined) return;
    const inputs = new InputsModel({
      schema: skill.inputs,
      inputs: state.inputs,
      mode,
      validate: async data =>
        (await this.#rpc.request('validate', { skillId: skill.id, inputs: data })).issues,
    });
    this.#inputs = inputs;
    this.#inputsSkillId = skill.id;
    const isSameForm = remembered?.skillId === skill.id && remembered.focusRequest >= state.focusRequest;
    if (isSameForm && remembered.inputs !== undefined) inputs.restore(remembered.inputs);
    inputs.onDidChange(what => {
      if (what === 'data') this.#scheduleRemember();
      this.#keep();
      this.#inputsChanges.fire();
    });
  }

  #takeRun(run: PanelRun | undefined): void {
    const known = this.#run;
    if (run !== undefined) this.#startedRunId = undefined;
    if (run !== undefined && known?.id === run.id && known.isAtLeast(run)) return;
    if (known?.outcome !== undefined && known.skillId === this.skill?.id) this.#lastResult = known;
    this.#run = run && new RunModel(run, this.#now());
    if (this.#run !== undefined && known !== undefined) this.#ended(this.#run);
  }

  #ended(run: RunModel): void {
    const { outcome } = run;
    if (outcome === undefined) return;
    this.#announce(
      outcome.error === undefined
        ? `${outcome.skill} ${outcome.status} in ${duration(outcome.durationMs)}.`
        : `${outcome.skill} ${outcome.status}: ${outcome.error.message}`,
    );
    if (outcome.error?.code === 'run/invalid-inputs' && run.skillId === this.skill?.id) {
      void this.#inputs?.attempt();
    }
  }

  #scheduleRemember(): void {
    clearTimeout(this.#rememberTimer);
    this.#rememberTimer = setTimeout(() => this.flush(), rememberDelayMs);
  }

  #keep(): void {
    const remembered: Remembered = {
      tab: this.#tab,
      skillId: this.skill?.id,
      focusRequest: this.#state?.focusRequest ?? 0,
      inputs: this.skill?.hasSecrets ? undefined : this.#inputs?.snapshot(),
    };
    this.#memory.set(remembered);
  }
}

/** Whether the form has to take the state's inputs. */
function isNew(state: PanelState, before: PanelState): boolean {
  return state.focusRequest > before.focusRequest || state.inputsRequest > before.inputsRequest;
}

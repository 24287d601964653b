import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { DisposableStore } from '../../src/base/disposal.ts';
import { WindowDebugHost } from '../../src/editor/debug/debug-host.ts';
import { Reporter } from '../../src/editor/report.ts';
import { SkillWorkspace } from '../../src/editor/skill-workspace.ts';
import { SqliteRunStore } from '../../src/node/store/run-store.ts';
import { defaultLimits } from '../../src/run/outcome.ts';
import { writeRecording } from '../../src/run/recording-text.ts';
import { completed } from '../fakes/runner.ts';
import {
  activate,
  closeEditors,
  eventually,
  folder,
  removeOutside,
  run,
  show,
  skillUri,
  writeOutside,
} from './window.ts';

interface Message {
  readonly type: string;
  readonly event?: string;
  readonly command?: string;
  readonly body?: Readonly<Record<string, unknown>>;
  /** Added here. */
  readonly session: vscode.DebugSession;
}

/** What the adapter told the window, in order. */
class Watch implements vscode.DebugAdapterTrackerFactory {
  readonly messages: Message[] = [];
  /** Sessions that have not ended. */
  open = 0;
  #seen = 0;

  createDebugAdapterTracker(session: vscode.DebugSession): vscode.DebugAdapterTracker {
    this.open++;
    return {
      onWillStopSession: () => void this.open--,
      onDidSendMessage: (message: Message) => void this.messages.push({ ...message, session }),
    };
  }

  /** The next event of this name. */
  async event(name: string): Promise<Message> {
    return eventually(() => {
      const at = this.messages.findIndex(({ event }, index) => index >= this.#seen && event === name);
      assert(
        at >= 0,
        `no ${name} event: ${JSON.stringify(this.messages.map(each => each.event ?? each.command))}`,
      );
      this.#seen = at + 1;
      return this.messages[at] as Message;
    }, 15_000);
  }

  /** The answer to the request of this name that is the so-manieth. */
  async answer(name: string, count: number): Promise<void> {
    await eventually(() => {
      const answers = this.messages.filter(({ command }) => command === name);
      assert(answers.length >= count, `${answers.length} answers to ${name}`);
    });
  }

  /** What stands in the console. */
  get console(): string {
    return this.messages
      .flatMap(({ event, body }) => (event === 'output' ? String(body?.output) : []))
      .join('');
  }
}

const pythagorean = { name: 'pythagorean', inputs: { a: 3, b: 4 } };

describe('Debugging', () => {
  let watch: Watch;
  let watching: vscode.Disposable;

  before(activate);

  beforeEach(() => {
    watch = new Watch();
    watching = vscode.debug.registerDebugAdapterTrackerFactory('skillsmith', watch);
  });

  afterEach(async () => {
    // A session that is ending by itself need not be asked to.
    await vscode.debug.stopDebugging().then(undefined, () => undefined);
    await eventually(() => assert.equal(watch.open, 0));
    vscode.debug.removeBreakpoints(vscode.debug.breakpoints);
    watching.dispose();
    await closeEditors();
  });

  function breakAt(path: string, line: number, condition?: string): vscode.SourceBreakpoint {
    const location = new vscode.Location(skillUri(path), new vscode.Position(line - 1, 0));
    const breakpoint = new vscode.SourceBreakpoint(location, true, condition);
    vscode.debug.addBreakpoints([breakpoint]);
    return breakpoint;
  }

  function session(): vscode.DebugSession {
    assert(vscode.debug.activeDebugSession, 'no session');
    return vscode.debug.activeDebugSession;
  }

  /** `square square.js:7`, from the innermost frame outwards. */
  async function stack(): Promise<readonly string[]> {
    const { body, session } = await watch.event('stopped');
    const asked = { threadId: body?.threadId, startFrame: 0, levels: 20 };
    const { stackFrames } = await session.customRequest('stackTrace', asked);
    type Frame = { name: string; line: number; source?: { name: string } };
    return stackFrames.map(({ name, source, line }: Frame) =>
      source ? `${name} ${source.name}:${line}` : name,
    );
  }

  it('stops at a breakpoint in a callee, steps, steps back and ends', async () => {
    breakAt('geometry/square.js', 7);
    assert.equal(await vscode.commands.executeCommand('skillsmith.debug', pythagorean), true);
    const first = await stack();
    assert.match(first[0] ?? '', /^square square\.js:/);
    assert.match(first.at(-1) ?? '', /^pythagorean pythagorean\.js:/);
    await vscode.commands.executeCommand('workbench.action.debug.stepOut');
    assert.match((await stack()).join('\n'), /pythagorean/);
    await vscode.commands.executeCommand('workbench.action.debug.stepBack');
    assert.match((await stack())[0] ?? '', /^pythagorean pythagorean\.js:10/);
    vscode.debug.removeBreakpoints(vscode.debug.breakpoints);
    await watch.answer('setBreakpoints', 2);
    await vscode.commands.executeCommand('workbench.action.debug.continue');
    await watch.event('terminated');
    assert.match(watch.console, /pythagorean completed in .*: \{ hypotenuse: 5 \}/);
  });

  it('debugs the skill in the editor without a launch configuration', async () => {
    breakAt('answer.js', 1);
    await show(skillUri('answer.js'));
    assert.equal(
      await vscode.debug.startDebugging(folder('one'), { type: 'skillsmith', request: 'launch', name: '' }),
      true,
    );
    assert.match((await stack())[0] ?? '', /^answer answer\.js:/);
  });

  it('asks for inputs where none fit', async () => {
    assert.equal(await vscode.commands.executeCommand('skillsmith.debug', skillUri('add.js')), false);
    assert.deepEqual(watch.messages, []);
  });

  it('says which skill was perhaps meant', async () => {
    const launch = { type: 'skillsmith', request: 'launch', name: 'x', skill: 'pythagorian' };
    assert.equal(await vscode.debug.startDebugging(folder('one'), launch), false);
  });

  it('debugs several skills at once', async () => {
    breakAt('geometry/square.js', 7);
    breakAt('answer.js', 1);
    await vscode.commands.executeCommand('skillsmith.debug', pythagorean);
    const [first] = await stack();
    await vscode.commands.executeCommand('skillsmith.debug', skillUri('answer.js'));
    const [second] = await stack();
    assert.match(`${first}, ${second}`, /^square .*, answer /);
    const outcome = await vscode.commands.executeCommand<{ result: unknown }>('skillsmith.run', {
      name: 'square',
      inputs: { x: 3 },
    });
    assert.deepEqual(outcome.result, { result: 9 });
  });

  it('debugs a run that failed, as it was recorded', async () => {
    const uri = skillUri('unlucky.js');
    const text =
      'export default function unlucky() {\n  const at = Math.random();\n  throw new Error(String(at));\n}\n';
    await writeOutside(uri, text);
    const skillsFolder = skillUri('.').fsPath;
    const store = new SqliteRunStore({
      skillsFolder,
      writer: () => undefined,
      isReadOnly: true,
      onNotice: () => undefined,
    });
    try {
      const message = await eventually(async () => {
        const { error } = await run('unlucky');
        assert.match(error?.message ?? '', /^0\.\d/);
        return error?.message;
      });
      const summary = await eventually(async () => {
        const [found] = await store.runs({ skill: 'unlucky', limit: 1 });
        assert.equal(found?.error?.message, message);
        return found;
      });
      const row = { kind: 'run', id: summary?.id, root: { workspaceFolder: folder('one') }, summary };
      assert.equal(await vscode.commands.executeCommand('skillsmith.debugRun', row), true);
      assert.deepEqual(await stack(), ['unlucky unlucky.js:3']);
      const stop = watch.messages.find(({ event }) => event === 'stopped');
      assert.equal(stop?.body?.text, `Error: ${message}`);
      await vscode.commands.executeCommand('workbench.action.debug.stepBack');
      assert.deepEqual(await stack(), ['unlucky unlucky.js:2']);
    } finally {
      store.dispose();
      await removeOutside(uri);
    }
  });

  it('shows values in the text while it is stopped', async () => {
    const uri = skillUri('shown.js');
    await writeOutside(
      uri,
      'export default function shown() {\n  const total = { a: 1 };\n  return total.a;\n}\n',
    );
    try {
      breakAt('shown.js', 3);
      const editor = await show(uri);
      await eventually(async () =>
        assert.equal(await vscode.commands.executeCommand('skillsmith.debug', uri), true),
      );
      await stack();
      const position = new vscode.Position(2, 16);
      assert.equal(editor.document.getText(editor.document.getWordRangeAtPosition(position)), 'a');
      const { result } = await session().customRequest('evaluate', {
        expression: 'total.a',
        context: 'hover',
        frameId: (vscode.debug.activeStackItem as vscode.DebugStackFrame | undefined)?.frameId,
      });
      assert.equal(result, '1');
    } finally {
      await removeOutside(uri);
    }
  });

  it('completes the names of skills in launch.json', async () => {
    const uri = vscode.Uri.joinPath(folder('one').uri, '.vscode', 'launch.json');
    const line = '{ "configurations": [{ "type": "skillsmith", "skill": "pyth';
    await writeOutside(uri, line);
    try {
      await show(uri);
      const { items } = await vscode.commands.executeCommand<vscode.CompletionList>(
        'vscode.executeCompletionItemProvider',
        uri,
        new vscode.Position(0, line.length),
      );
      const labels = items.map(({ label }) => (typeof label === 'string' ? label : label.label));
      assert(labels.includes('pythagorean'), labels.join());
    } finally {
      await closeEditors();
      await removeOutside(vscode.Uri.joinPath(folder('one').uri, '.vscode'));
    }
  });

  describe('with a recording', () => {
    const host = () =>
      new WindowDebugHost(
        {
          workspace: second.workspace,
          startDebuggee: () => Promise.reject(new Error('not here')),
          keptRecording: async (_root, id) => {
            throw new Error(`There is no run ${id} any more.`);
          },
        },
        folder('one'),
      );
    const uri = skillUri('answer.recording.json');
    let second: SecondWindow;

    before(() => {
      second = new SecondWindow();
    });
    after(() => second.dispose());
    afterEach(() => removeOutside(uri));

    const recording = () =>
      writeRecording({
        request: { skill: 'answer', inputs: {}, limits: defaultLimits },
        skills: [{ path: 'answer.js', text: 'export default () => 41;\n' }],
        tape: { seed: [1, 2, 3, 4], clock: new Uint8Array(), answers: [], calls: [] },
        outcome: completed({ skill: 'answer' }),
      });

    it('debugs the skills as they were', async () => {
      await writeOutside(uri, await recording());
      const target = await host().open({ recording: uri.fsPath });
      assert.equal(target.skill, 'answer');
      const skill = target.at('answer.js');
      assert.equal(skill?.text, 'export default () => 41;\n');
      assert.equal(skill && target.fileOf(skill), undefined);
    });

    const broken: readonly (readonly [string, (text: string) => string, RegExp])[] = [
      ['was cut short', text => text.slice(0, 200), /cannot be read: line \d+, column \d+: .*cut short/],
      [
        'is of a newer version',
        text => text.replace(/"recording": \d+/, '"recording": 99'),
        /made by a newer Skillsmith/,
      ],
      [
        'was tampered with',
        text => text.replace('41', '42'),
        /The recording was changed: the text of answer\.js/,
      ],
      ['is none', () => '{}', /recording/],
    ];
    for (const [what, change, message] of broken)
      it(`refuses one that ${what}`, async () => {
        await writeOutside(uri, change(await recording()));
        await assert.rejects(host().open({ recording: uri.fsPath }), message);
      });

    it('says that there is none', async () => {
      await assert.rejects(
        host().open({ recording: 'gone.json' }),
        /The recording gone\.json cannot be read/,
      );
      await assert.rejects(host().open({ recording: 'r-1' }), /There is no run r-1 any more/);
    });
  });
});

/** What a window knows that opens now. */
class SecondWindow {
  readonly #store = new DisposableStore();
  readonly workspace: SkillWorkspace;

  constructor() {
    const log = this.#store.add(vscode.window.createOutputChannel('Skillsmith debug tests', { log: true }));
    this.workspace = this.#store.add(new SkillWorkspace(new Reporter(log)));
    this.workspace.start();
  }

  dispose(): void {
    this.#store.dispose();
  }
}

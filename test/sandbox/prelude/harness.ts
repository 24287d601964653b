/** A bare QuickJS with the prelude in it and nothing else: what the prelude's own tests run in. */

import releaseSync from '@jitl/quickjs-wasmfile-release-sync';
import {
  newQuickJSWASMModuleFromVariant,
  type QuickJSContext,
  type QuickJSHandle,
  type QuickJSSyncVariant,
} from 'quickjs-emscripten-core';
import { preludeSource } from '../../../src/sandbox/prelude/prelude.ts';
import { hostServices, type ServiceWorld } from '../../../src/sandbox/service.ts';

/** The package is CommonJS to TypeScript and an ES module to Node. */
const variant = releaseSync as unknown as QuickJSSyncVariant;
const module = await newQuickJSWASMModuleFromVariant(variant);

export interface TestWorld extends ServiceWorld {
  time: number;
  /** Every question that was put to `answer`. */
  readonly questions: string[];
}

export function testWorld(): TestWorld {
  const answers = new Map<string, string>();
  const world: TestWorld = {
    time: Date.UTC(2026, 10, 21, 12, 30, 15, 250),
    questions: [],
    now: () => world.time,
    answer(question, ask) {
      world.questions.push(question);
      const answer = answers.get(question) ?? ask();
      answers.set(question, answer);
      return answer;
    },
  };
  return world;
}

const sendLine = '(({ stringify }, write) => (level, text) => write(level, stringify(text)))(JSON, write)';

export interface TestGuest {
  readonly context: QuickJSContext;
  readonly world: TestWorld;
  /** What the console wrote, one `level: text` each. */
  readonly logs: string[];
  /** Evaluates an expression or statements in sloppy mode and returns the value, copied by `dump`. */
  run(code: string): unknown;
  /** Calls a guest function expression with one argument that crosses as JSON, and returns its JSON result. */
  call(functionCode: string, argument: unknown): unknown;
  dispose(): void;
}

/** `guest` and `console` are globals of the realm, so that tests can reach them. */
export function makeGuest(world: TestWorld = testWorld(), source: string = preludeSource()): TestGuest {
  const context = module.newContext();
  const services = hostServices(world);
  const logs: string[] = [];
  const ask = context.newFunction('ask', (service, argument) => {
    const answer = services.get(context.getString(service));
    if (answer === undefined) throw new TypeError(`no service ${context.getString(service)}`);
    return context.newString(answer(context.getString(argument)));
  });
  const write = context.newFunction('write', (level, text) => {
    logs.push(`${context.getString(level)}: ${JSON.parse(context.getString(text))}`);
  });
  const unwrap = (code: string, file: string): QuickJSHandle =>
    context.unwrapResult(context.evalCode(code, file));
  const install = unwrap(source, 'prelude');
  const guest = context.unwrapResult(context.callFunction(install, context.undefined, ask));
  context.setProp(context.global, 'guest', guest);
  context.setProp(context.global, 'write', write);
  // As JSON, because a text that crosses as it is would end at U+0000.
  unwrap(`globalThis.console = guest.makeConsole(${sendLine})`, 'prelude').dispose();
  for (const handle of [ask, write, install, guest]) handle.dispose();
  return {
    context,
    world,
    logs,
    run: code => unwrap(code, 'skill.js').consume(handle => context.dump(handle)),
    call(functionCode, argument) {
      const text = JSON.stringify(JSON.stringify(argument) ?? 'null');
      const code = `JSON.stringify((${functionCode})(JSON.parse(${text})))`;
      const answer = unwrap(code, 'skill.js').consume(handle => context.dump(handle)) as string | undefined;
      return answer === undefined ? undefined : JSON.parse(answer);
    },
    dispose: () => context.dispose(),
  };
}

/** Prelude part: the console of a skill. Every method ends in finished lines; none of them throws. */

import type { Console, ConsoleLevel, PreludePart } from './guest.ts';

export const consolePart: PreludePart = guest => {
  const { apply, descriptor, hide, indexOf, join, parse, prototypeOf, repeat, slice, stringify } =
    guest.primordials;
  const { inspect } = guest;
  const asNumber = Number;
  const asString = String;
  const OriginalError = Error;
  const { parseInt: toInteger, parseFloat: toFloat } = Number;
  const toFixed = Number.prototype.toFixed;
  const plainToString: unknown = Object.prototype.toString;
  const errorToString: unknown = Error.prototype.toString;
  const dateToString: unknown = Date.prototype.toString;

  const show = (value: unknown): string => (typeof value === 'string' ? value : inspect(value));

  const attempt = (action: () => string, otherwise: string): string => {
    try {
      return action();
    } catch {
      return otherwise;
    }
  };

  // Format specifiers

  /** Whether the object, or its class, brought a toString of its own. */
  const hasOwnText = (value: object): boolean => {
    for (let holder: object | null = value; holder !== null; holder = prototypeOf(holder)) {
      const method: unknown = descriptor(holder, 'toString')?.value;
      if (method === undefined) continue;
      return (
        method !== plainToString && method !== errorToString && method !== dateToString && holder !== arrays
      );
    }
    return false;
  };
  const arrays = Array.prototype;

  const asText = (value: unknown): string => {
    if (typeof value === 'bigint') return `${value}n`;
    if (value === 0) return inspect(value);
    if (typeof value !== 'object' || value === null)
      return typeof value === 'function' ? inspect(value) : asString(value);
    return attempt(
      () => (hasOwnText(value) ? asString(value) : inspect(value, { depth: 0 })),
      inspect(value),
    );
  };

  const asFormattedNumber = (value: unknown, convert: (text: string) => number): string => {
    if (typeof value === 'symbol') return 'NaN';
    return attempt(() => inspect(convert(asString(value))), 'NaN');
  };

  const asJson = (value: unknown): string => {
    try {
      return asString(stringify(value));
    } catch (error) {
      return attempt(
        () => (indexOf(asString((error as Error).message), 'circular') >= 0 ? '[Circular]' : inspect(value)),
        '',
      );
    }
  };

  /** The text of one specifier; `undefined` for a letter that is none. */
  const specifier = (letter: string, value: unknown): string | undefined => {
    switch (letter) {
      case 's':
        return asText(value);
      case 'd':
        if (typeof value === 'bigint') return `${value}n`;
        if (typeof value === 'object') return attempt(() => inspect(asNumber(value)), 'NaN');
        return asFormattedNumber(value, asNumber);
      case 'i':
        return typeof value === 'bigint' ? `${value}n` : asFormattedNumber(value, text => toInteger(text));
      case 'f':
        return asFormattedNumber(value, toFloat);
      case 'j':
        return asJson(value);
      case 'o':
      case 'O':
        return inspect(value);
      case 'c':
        return '';
      default:
        return undefined;
    }
  };

  const format = (values: readonly unknown[]): string => {
    const first = values[0];
    let text = '';
    let used = 0;
    if (typeof first === 'string' && values.length > 1 && indexOf(first, '%') >= 0) {
      used = 1;
      let start = 0;
      for (let at = indexOf(first, '%'); at >= 0; at = indexOf(first, '%', at)) {
        const letter = first[at + 1] ?? '';
        const formatted =
          letter !== '%' && used < values.length ? specifier(letter, values[used]) : undefined;
        if (formatted !== undefined) used++;
        if (formatted !== undefined || letter === '%') {
          text += slice(first, start, at) + (formatted ?? '%');
          start = at + 2;
        }
        at += letter === '%' || formatted !== undefined ? 2 : 1;
      }
      text += slice(first, start);
    } else if (values.length > 0) {
      text = show(first);
      used = 1;
    }
    for (; used < values.length; used++) text += ` ${show(values[used])}`;
    return text;
  };

  // Counters and timers

  const labelOf = (label: unknown) =>
    label === undefined ? 'default' : attempt(() => asString(label), 'default');

  const duration = (ms: number): string => {
    const fixed = (value: number, digits: number) => apply(toFixed, value, [digits]) as string;
    if (ms >= 60000) return `${asString(toFloat(fixed(ms / 60000, 3)))}m`;
    return ms >= 1000 ? `${fixed(ms / 1000, 3)}s` : `${asString(toFloat(fixed(ms, 3)))}ms`;
  };

  const now = (): number => asNumber(parse(guest.ask('clock.now', 'null')));

  const indent = (text: string, by: number): string => {
    if (by === 0) return text;
    const margin = repeat(' ', by);
    let result = margin;
    let start = 0;
    for (let end = indexOf(text, '\n'); end >= 0; end = indexOf(text, '\n', start)) {
      result += slice(text, start, end + 1) + margin;
      start = end + 1;
    }
    return result + slice(text, start);
  };

  guest.makeConsole = write => {
    const counts = { __proto__: null } as unknown as Record<string, number>;
    const timers = { __proto__: null } as unknown as Record<string, number>;
    let indentation = 0;

    const print = (level: ConsoleLevel, text: string) => write(level, indent(text, indentation));
    const logTime = (label: unknown, values: readonly unknown[]): boolean => {
      const name = labelOf(label);
      const start = timers[name];
      if (start === undefined) {
        print('warn', `No timer is called '${name}': start it with console.time('${name}')`);
        return false;
      }
      const rest = values.length > 0 ? ` ${format(values)}` : '';
      print('log', `${name}: ${duration(now() - start)}${rest}`);
      return true;
    };

    const group = (...values: readonly unknown[]) => {
      if (values.length > 0) print('log', format(values));
      indentation = indentation < 40 ? indentation + 2 : indentation;
    };

    const console: Console = {
      log: (...values) => print('log', format(values)),
      info: (...values) => print('info', format(values)),
      debug: (...values) => print('debug', format(values)),
      warn: (...values) => print('warn', format(values)),
      error: (...values) => print('error', format(values)),
      dir: (value, options) => {
        const depth = attempt(
          () => asString((options as { readonly depth?: unknown } | undefined)?.depth),
          '',
        );
        const levels = depth === 'null' || depth === 'Infinity' ? 100 : toInteger(depth);
        print('log', levels >= 0 ? inspect(value, { depth: levels }) : inspect(value));
      },
      clear: () => undefined,
      timeStamp: () => undefined,
      dirxml: (...values) => print('log', format(values)),
      table: (value, columns) => print('log', guest.formatTable(value, columns) ?? show(value)),
      trace: (...values) => {
        const title = values.length > 0 ? `Trace: ${format(values)}` : 'Trace';
        const frames = guest.authorFrames(new OriginalError().stack);
        print('log', frames.length > 0 ? `${title}\n    ${join(frames, '\n    ')}` : title);
      },
      assert: (...values) => {
        if (values[0]) return;
        const rest: unknown[] = [];
        for (let i = 1; i < values.length; i++) rest[i - 1] = values[i];
        print('error', rest.length > 0 ? `Assertion failed: ${format(rest)}` : 'Assertion failed');
      },
      count: label => {
        const name = labelOf(label);
        counts[name] = (counts[name] ?? 0) + 1;
        print('log', `${name}: ${counts[name]}`);
      },
      countReset: label => {
        const name = labelOf(label);
        if (counts[name] === undefined) print('warn', `No counter is called '${name}'`);
        delete counts[name];
      },
      time: label => {
        const name = labelOf(label);
        if (timers[name] !== undefined) print('warn', `The timer '${name}' runs already`);
        else timers[name] = now();
      },
      timeLog: (label, ...values) => {
        logTime(label, values);
      },
      timeEnd: label => {
        if (logTime(label, [])) delete timers[labelOf(label)];
      },
      group,
      groupCollapsed: group,
      groupEnd: () => {
        indentation = indentation > 0 ? indentation - 2 : 0;
      },
    };
    hide(console, Symbol.toStringTag, 'console');
    return console;
  };
};

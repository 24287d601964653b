/** Prelude part: `URL` and `URLSearchParams`. The host parses and writes; the objects and their links live here. */

import type { PreludePart } from './guest.ts';

export const urlPart: PreludePart = guest => {
  const { failure, hide, isArray, join, parse, rename, stringify, uncurry } = guest.primordials;
  const asString = String;
  const iteratorKey: typeof Symbol.iterator = Symbol.iterator;
  const wellFormed: (text: string) => string = uncurry(
    (String.prototype as unknown as { readonly toWellFormed: () => string }).toWellFormed,
  );
  const text = (value: unknown) => wellFormed(asString(value));
  const ownKeys = Reflect.ownKeys;
  const isEnumerable: (value: object, key: PropertyKey) => boolean = uncurry(
    Object.prototype.propertyIsEnumerable,
  );
  const needs = (count: number, values: number, what: string) => {
    if (values < count)
      throw failure('TypeError', `${what} needs ${count} argument${count === 1 ? '' : 's'}`);
  };

  type Pair = [name: string, value: string];
  const sortPairs: (list: Pair[], compare: (a: Pair, b: Pair) => number) => unknown = uncurry(
    Array.prototype.sort,
  );
  type Parts = Readonly<Record<string, string>>;

  const ask = (service: string, argument: unknown): unknown =>
    parse(guest.ask(service, stringify(argument) as string));

  // Set by the classes' static blocks: the doors into their private fields.
  let link: (params: URLSearchParams, list: Pair[], changed: () => void) => void;
  let refill: (params: URLSearchParams, list: Pair[]) => void;
  let listOf: (params: object) => readonly Pair[] | undefined;
  let partsOf: (url: object) => Parts | undefined;

  const pairOf = (item: unknown): Pair => {
    const wrong = 'URLSearchParams needs a list of [name, value] pairs';
    if (typeof item !== 'object' || item === null) throw failure('TypeError', wrong);
    if (isArray(item)) {
      if (item.length !== 2) throw failure('TypeError', wrong);
      return [text(item[0]), text(item[1])];
    }
    const values = [...(item as Iterable<unknown>)];
    if (values.length !== 2) throw failure('TypeError', wrong);
    return [text(values[0]), text(values[1])];
  };

  const readInit = (init: unknown): Pair[] => {
    if (init === undefined) return [];
    if ((typeof init !== 'object' && typeof init !== 'function') || init === null) {
      return ask('url.query', text(init)) as Pair[];
    }
    const list: Pair[] = [];
    const iterate: unknown = (init as { readonly [iteratorKey]?: unknown })[iteratorKey];
    if (iterate !== undefined && iterate !== null) {
      for (const item of init as Iterable<unknown>) list[list.length] = pairOf(item);
      return list;
    }
    const keys = ownKeys(init);
    for (let i = 0; i < keys.length; i++) {
      const key = keys[i] as string;
      if (typeof key === 'symbol') throw failure('TypeError', 'Cannot convert a Symbol value to a string');
      if (isEnumerable(init, key))
        list[list.length] = [text(key), text((init as Record<string, unknown>)[key])];
    }
    return list;
  };

  class URLSearchParams {
    #list: Pair[] = [];
    #changed: (() => void) | undefined;

    static {
      link = (params, list, changed) => {
        params.#list = list;
        params.#changed = changed;
      };
      refill = (params, list) => {
        params.#list = list;
      };
      listOf = params => (#list in params ? params.#list : undefined);
    }

    constructor(init?: unknown) {
      this.#list = readInit(init);
    }
    get size() {
      return this.#list.length;
    }
    append(...values: unknown[]) {
      needs(2, values.length, 'URLSearchParams.append');
      this.#list[this.#list.length] = [text(values[0]), text(values[1])];
      this.#changed?.();
    }
    delete(...values: unknown[]) {
      needs(1, values.length, 'URLSearchParams.delete');
      const keep: Pair[] = [];
      for (let i = 0; i < this.#list.length; i++) {
        const pair = this.#list[i] as Pair;
        if (!this.#matches(pair, values)) keep[keep.length] = pair;
      }
      this.#list = keep;
      this.#changed?.();
    }
    get(...values: unknown[]) {
      needs(1, values.length, 'URLSearchParams.get');
      return this.getAll(values[0])[0] ?? null;
    }
    getAll(...values: unknown[]) {
      needs(1, values.length, 'URLSearchParams.getAll');
      const found: string[] = [];
      for (let i = 0; i < this.#list.length; i++) {
        const pair = this.#list[i] as Pair;
        if (this.#matches(pair, [values[0]])) found[found.length] = pair[1];
      }
      return found;
    }
    has(...values: unknown[]) {
      needs(1, values.length, 'URLSearchParams.has');
      for (let i = 0; i < this.#list.length; i++) {
        if (this.#matches(this.#list[i] as Pair, values)) return true;
      }
      return false;
    }
    set(...values: unknown[]) {
      needs(2, values.length, 'URLSearchParams.set');
      const made: Pair = [text(values[0]), text(values[1])];
      const keep: Pair[] = [];
      let isPlaced = false;
      for (let i = 0; i < this.#list.length; i++) {
        const pair = this.#list[i] as Pair;
        if (pair[0] !== made[0]) keep[keep.length] = pair;
        else if (!isPlaced) {
          keep[keep.length] = made;
          isPlaced = true;
        }
      }
      if (!isPlaced) keep[keep.length] = made;
      this.#list = keep;
      this.#changed?.();
    }
    /** Sorts by name in code units; pairs of one name keep their order. */
    sort() {
      sortPairs(this.#list, (a, b) => (a[0] < b[0] ? -1 : a[0] > b[0] ? 1 : 0));
      this.#changed?.();
    }
    forEach(visit: (value: string, name: string, params: URLSearchParams) => void, self?: unknown) {
      if (typeof visit !== 'function') throw failure('TypeError', 'URLSearchParams.forEach needs a function');
      for (let i = 0; i < this.#list.length; i++) {
        const pair = this.#list[i] as Pair;
        guest.primordials.apply(visit, self, [pair[1], pair[0], this]);
      }
    }
    *entries(): Generator<Pair> {
      for (let i = 0; i < this.#list.length; i++) {
        const pair = this.#list[i] as Pair;
        yield [pair[0], pair[1]];
      }
    }
    *keys(): Generator<string> {
      for (let i = 0; i < this.#list.length; i++) yield (this.#list[i] as Pair)[0];
    }
    *values(): Generator<string> {
      for (let i = 0; i < this.#list.length; i++) yield (this.#list[i] as Pair)[1];
    }
    toString() {
      return ask('url.form', this.#list) as string;
    }
    /** A name, and a value where one is given. */
    #matches(pair: Pair, wanted: readonly unknown[]) {
      if (pair[0] !== text(wanted[0])) return false;
      return wanted[1] === undefined || pair[1] === text(wanted[1]);
    }
  }
  hide(URLSearchParams.prototype, iteratorKey, URLSearchParams.prototype.entries);

  class URL {
    #parts: Parts;
    #params: URLSearchParams | undefined;

    static {
      partsOf = url => (#parts in url ? url.#parts : undefined);
    }

    constructor(...values: unknown[]) {
      needs(1, values.length, 'URL');
      const url = text(values[0]);
      const base = values[1] === undefined ? null : text(values[1]);
      const parts = ask('url.parse', { url, base }) as Parts | null;
      if (parts === null) {
        const place = base === null ? '' : ` with the base ${stringify(base)}`;
        throw failure('TypeError', `Invalid URL: ${stringify(url)}${place}`);
      }
      this.#parts = parts;
    }
    static canParse(...values: unknown[]) {
      return URL.parse(...values) !== null;
    }
    static parse(...values: unknown[]): URL | null {
      try {
        return new URL(...values);
      } catch (error) {
        if (values.length === 0) throw error;
        return null;
      }
    }
    get searchParams() {
      if (this.#params === undefined) {
        const params = new URLSearchParams();
        link(params, ask('url.query', this.#parts.search) as Pair[], () => {
          this.#write('search', asString(params), false);
        });
        this.#params = params;
      }
      return this.#params;
    }
    toString() {
      return this.#parts.href;
    }
    toJSON() {
      return this.#parts.href;
    }
    read(name: string) {
      return this.#parts[name];
    }
    write(name: string, value: unknown) {
      this.#write(name, text(value), name === 'href' || name === 'search');
    }
    #write(name: string, value: string, isQuery: boolean) {
      const parts = ask('url.set', { href: this.#parts.href, name, value }) as Parts | null;
      if (parts === null) throw failure('TypeError', `Invalid URL: ${stringify(value)}`);
      this.#parts = parts;
      if (isQuery && this.#params !== undefined) {
        refill(this.#params, ask('url.query', parts.search) as Pair[]);
      }
    }
  }

  const { read, write } = URL.prototype;
  const { apply } = guest.primordials;
  Reflect.deleteProperty(URL.prototype, 'read');
  Reflect.deleteProperty(URL.prototype, 'write');
  const fields = 'href origin protocol username password host hostname port pathname search hash';
  for (const name of fields.split(' ')) {
    const shape: PropertyDescriptor = {
      get(this: URL) {
        return apply(read, this, [name]);
      },
      enumerable: true,
      configurable: true,
    };
    if (name !== 'origin') {
      shape.set = function (this: URL, value: unknown) {
        apply(write, this, [name, value]);
      };
    }
    Object.defineProperty(URL.prototype, name, shape);
  }

  for (const [name, value] of Object.entries({ URL, URLSearchParams })) {
    hide(globalThis, name, rename(value, name));
    Object.defineProperty(value.prototype, Symbol.toStringTag, { value: name, configurable: true });
  }

  guest.formatters[guest.formatters.length] = value => {
    const parts = partsOf(value);
    if (parts !== undefined) return `URL ${guest.inspect({ href: parts.href })}`;
    const list = listOf(value);
    if (list === undefined) return undefined;
    const shown: string[] = [];
    for (let i = 0; i < list.length && i < 100; i++) {
      const [name, item] = [list[i]?.[0], list[i]?.[1]];
      shown[i] = `${guest.inspect(name)} => ${guest.inspect(item)}`;
    }
    return list.length === 0 ? 'URLSearchParams {}' : `URLSearchParams { ${join(shown, ', ')} }`;
  };
};

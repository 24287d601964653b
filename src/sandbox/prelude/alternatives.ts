/** What a skill may use instead of a global that it does not have. */

const timers = 'use await sleep(ms)';
const network =
  'a skill reaches nothing but its inputs, other skills and granted tools; take the data as an input';
const system = 'a skill sees nothing of the machine; take what it needs as an input';
const modules =
  "call another skill with await callSkill('name', inputs), or write the function into this file";
const threads = 'a run has one thread; run calls side by side with Promise.all';
const page = 'a skill has no page; return the data and let the caller show it';
const collection =
  'what it does depends on garbage collection, which would make a run differ from its replay';
const bytes = 'use Uint8Array with TextEncoder, TextDecoder, atob and btoa';

/** By name: the text after "… is not available in a skill: ". */
const alternatives: ReadonlyMap<string, string> = new Map([
  ['setTimeout', timers],
  ['setInterval', timers],
  ['setImmediate', timers],
  ['clearTimeout', timers],
  ['clearInterval', timers],
  ['clearImmediate', timers],
  ['requestAnimationFrame', timers],
  ['requestIdleCallback', timers],
  ['fetch', network],
  ['XMLHttpRequest', network],
  ['WebSocket', network],
  ['EventSource', network],
  ['Request', network],
  ['Response', network],
  ['Headers', network],
  ['require', modules],
  ['module', modules],
  ['exports', modules],
  ['importScripts', modules],
  ['process', system],
  ['Deno', system],
  ['Bun', system],
  ['navigator', system],
  ['localStorage', system],
  ['sessionStorage', system],
  ['indexedDB', system],
  ['__dirname', system],
  ['__filename', system],
  ['global', 'use globalThis'],
  ['self', 'use globalThis'],
  ['Buffer', bytes],
  ['Blob', bytes],
  ['File', bytes],
  ['FileReader', bytes],
  ['Worker', threads],
  ['SharedArrayBuffer', threads],
  ['Atomics', threads],
  ['MessageChannel', threads],
  ['BroadcastChannel', threads],
  ['WebAssembly', 'write the function in JavaScript'],
  ['window', page],
  ['document', page],
  ['alert', page],
  ['confirm', page],
  ['prompt', page],
  ['Temporal', 'use Date and Intl.DateTimeFormat'],
  ['WeakRef', collection],
  ['FinalizationRegistry', collection],
  ['AbortController', 'cancelling a run ends it at once; nothing in a skill needs a signal'],
  ['AbortSignal', 'cancelling a run ends it at once; nothing in a skill needs a signal'],
  ['EventTarget', 'call functions directly'],
  ['Event', 'call functions directly'],
  ['DOMParser', 'parse the text with string methods or regular expressions'],
  ['FormData', 'use URLSearchParams or a plain object'],
  ['ReadableStream', 'use an array or an async generator'],
  ['CompressionStream', 'return the data as it is'],
]);

/**
 * The message of a ReferenceError for a global that skills do not have, with what to use instead. `undefined` for any
 * other name: then the engine's own message is right. Such an error has the code `run/unavailable`.
 */
export function explainReferenceError(name: string): string | undefined {
  const alternative = alternatives.get(name);
  return alternative === undefined ? undefined : `${name} is not available in a skill: ${alternative}`;
}

/** What the sandbox offers to every skill, and what it refuses, with the reason and the alternative. */

/** Names that a skill may use without declaring them. */
export const knownGlobals: ReadonlySet<string> = new Set(
  `undefined NaN Infinity globalThis isFinite isNaN parseFloat parseInt
  decodeURI decodeURIComponent encodeURI encodeURIComponent escape unescape
  Object Boolean Symbol Number BigInt Math Date String RegExp JSON
  Array Int8Array Uint8Array Uint8ClampedArray Int16Array Uint16Array Int32Array Uint32Array
  Float16Array Float32Array Float64Array BigInt64Array BigUint64Array ArrayBuffer DataView
  Map Set WeakMap WeakSet Iterator Promise Proxy Reflect
  Error AggregateError EvalError InternalError RangeError ReferenceError SyntaxError TypeError URIError
  DOMException
  console print sleep callSkill skills structuredClone queueMicrotask performance
  TextEncoder TextDecoder URL URLSearchParams atob btoa crypto Intl`
    .trim()
    .split(/\s+/),
);

const ownThread = 'a run has one thread';
const noNetwork = 'a skill has no network: take what it needs as an input';
const noTimers = 'a skill has no timers: `await sleep(ms)` waits';
const noModules = 'a skill is one file: call another skill with `await callSkill(name, inputs)`';
const noPage = 'a skill runs in a sandbox, not in a page: take what it needs as an input';
const noProcess = 'a skill cannot reach the process it runs in: take what it needs as an input';
const noCollection = 'what it does depends on garbage collection, so that a run could not be repeated';
const noEvents = 'nothing in a skill fires events: call functions directly';
const noCodeFromText =
  'a skill cannot turn text into code: write the function out, or call a skill by name with `callSkill(name)`';

/** Names that the sandbox does not offer: why, and what to do instead. */
export const forbiddenGlobals: ReadonlyMap<string, string> = new Map([
  ['eval', noCodeFromText],
  ['Function', noCodeFromText],
  ['require', noModules],
  ['module', 'a skill is one file: `export default` names its entry'],
  ['exports', 'a skill is one file: `export default` names its entry'],
  ['__dirname', 'a skill cannot reach files: take their text as an input'],
  ['__filename', 'a skill cannot reach files: take their text as an input'],
  ['process', noProcess],
  ['global', 'that name is only known to Node: write `globalThis`'],
  ['Buffer', 'that is only known to Node: use `Uint8Array`, `TextEncoder` and `btoa`'],
  ['Deno', noProcess],
  ['Bun', noProcess],
  ['fetch', noNetwork],
  ['XMLHttpRequest', noNetwork],
  ['WebSocket', noNetwork],
  ['EventSource', noNetwork],
  ['Request', noNetwork],
  ['Response', noNetwork],
  ['Headers', noNetwork],
  ['setTimeout', noTimers],
  ['setInterval', noTimers],
  ['setImmediate', noTimers],
  ['clearTimeout', noTimers],
  ['clearInterval', noTimers],
  ['clearImmediate', noTimers],
  ['requestAnimationFrame', noTimers],
  ['requestIdleCallback', noTimers],
  ['window', noPage],
  ['self', 'a skill runs in a sandbox, not in a page: write `globalThis`'],
  ['document', noPage],
  ['navigator', noPage],
  ['localStorage', 'a skill keeps nothing between runs: take state as an input and return it'],
  ['sessionStorage', 'a skill keeps nothing between runs: take state as an input and return it'],
  ['indexedDB', 'a skill keeps nothing between runs: take state as an input and return it'],
  ['alert', noPage],
  ['confirm', noPage],
  ['prompt', noPage],
  ['DOMParser', 'parse the text with string methods or regular expressions'],
  ['Worker', ownThread],
  ['SharedArrayBuffer', `${ownThread}: use \`ArrayBuffer\``],
  ['Atomics', ownThread],
  ['MessageChannel', ownThread],
  ['BroadcastChannel', ownThread],
  ['WeakRef', `${noCollection}: keep the value itself`],
  ['FinalizationRegistry', `${noCollection}: use \`try … finally\``],
  ['WebAssembly', 'a skill is JavaScript alone: the sandbox runs no WebAssembly'],
  ['importScripts', noModules],
  ['Temporal', 'the sandbox does not have it yet: use `Date`'],
  ['AbortController', 'a run is cancelled as a whole, from outside: nothing inside needs a signal'],
  ['AbortSignal', 'a run is cancelled as a whole, from outside: nothing inside needs a signal'],
  ['Blob', 'use `Uint8Array`, or a string'],
  ['File', 'a skill cannot reach files: take their text as an input'],
  ['FileReader', 'a skill cannot reach files: take their text as an input'],
  ['FormData', noNetwork],
  ['Event', noEvents],
  ['EventTarget', noEvents],
  ['ReadableStream', 'use an array or an async generator'],
  ['CompressionStream', 'return the data as it is'],
]);

/** The globals that a name may have been meant for: what is called is no `undefined`. */
export function* suggestedGlobals(isCalled: boolean): Iterable<string> {
  for (const name of knownGlobals)
    if (!isCalled || !/^(?:undefined|NaN|Infinity|globalThis)$/.test(name)) yield name;
}

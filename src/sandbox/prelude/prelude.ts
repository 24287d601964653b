/** Joins the parts of the prelude into the one text that makes a bare QuickJS the place where skills run. */

import { base64Part } from './base64.ts';
import { clockPart } from './clock.ts';
import { clonePart } from './clone.ts';
import { consolePart } from './console.ts';
import { encodingPart } from './encoding.ts';
import { framesPart } from './frames.ts';
import type { PreludePart } from './guest.ts';
import { inspectPart } from './inspect.ts';
import { intlPart } from './intl.ts';
import { layoutPart } from './layout.ts';
import { missingPart } from './missing.ts';
import { primordialsPart } from './primordials.ts';
import { quotePart } from './quote.ts';
import { randomPart } from './random.ts';
import { tablePart } from './table.ts';
import { unavailablePart } from './unavailable.ts';
import { urlPart } from './url.ts';
import { valuesPart } from './values.ts';

/** In the order of installation: a part may use what the parts before it installed. */
export const preludeParts: readonly PreludePart[] = [
  primordialsPart,
  valuesPart,
  randomPart,
  clockPart,
  framesPart,
  quotePart,
  layoutPart,
  inspectPart,
  tablePart,
  consolePart,
  missingPart,
  encodingPart,
  base64Part,
  clonePart,
  urlPart,
  intlPart,
  unavailablePart,
];

/**
 * An expression whose value is a function `(ask) => Guest`: it installs all parts, in order, in the realm that
 * evaluates it, and returns the guest object. `ask` is the function that {@link Guest.ask} describes.
 */
export function preludeSource(): string {
  const installs = preludeParts.map(part => `(${String(part)})(guest);`);
  return `(ask => { 'use strict'; const guest = { __proto__: null, ask, formatters: [] };\n${installs.join('\n')}\nreturn guest; })`;
}

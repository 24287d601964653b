/** Prelude part: the frames of a stack that are the author's own. */

import type { PreludePart } from './guest.ts';

export const framesPart: PreludePart = guest => {
  const { indexOf, slice } = guest.primordials;

  // Where the prelude itself lies, as stacks name it: what stands between "(" and ":line:column)".
  const ownStack = String(new Error().stack);
  const ownFile = ownStack.slice(ownStack.indexOf('(') + 1, ownStack.search(/:\d+:\d+\)/));

  guest.authorFrames = stack => {
    const frames: string[] = [];
    if (typeof stack !== 'string') return frames;
    for (let start = 0; start < stack.length && frames.length < 50; ) {
      const end = indexOf(stack, '\n', start);
      const line = slice(stack, start, end < 0 ? stack.length : end);
      const from = indexOf(line, 'at ');
      const isFrame = from >= 0 && indexOf(line, '(native)') < 0 && indexOf(line, `(${ownFile}:`) < 0;
      if (isFrame) frames[frames.length] = slice(line, from);
      start = end < 0 ? stack.length : end + 1;
    }
    return frames;
  };
};

/** What the sandbox's own frames are called in stack traces, so that they can be left out. */

export const guestFile = 'skillsmith:sandbox';

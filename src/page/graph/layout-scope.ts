/** Keeps ELK from taking over the worker that it runs in: it does so wherever there is no document. */

Object.defineProperty(globalThis, 'document', { value: {} });

/** Which JavaScript engine runs skills: what they compute may depend on it. */

/** Changes with each version of the engine's package. */
export const engineName = 'quickjs-emscripten 0.32.0';

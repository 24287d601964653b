/** Where a page keeps what it needs to come back as it was: VS Code's `getState` and `setState`. */

export interface PageMemory {
  get(): unknown;
  set(value: unknown): void;
}

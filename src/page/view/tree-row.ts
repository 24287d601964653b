/** One row of a tree, without what it draws. */

/** What the tree needs to know of a row; a subclass adds what it draws. */
export interface TreeRow {
  /** Stays the same while the data does. */
  readonly id: string;
  /** From one. */
  readonly level: number;
  /** Undefined for a row that has no children. */
  readonly isExpanded: boolean | undefined;
  readonly position: number;
  readonly siblings: number;
}

/** The colours of a picture that stands for itself, as SVG knows them. */

export interface PictureColours {
  readonly background: string;
  readonly text: string;
  readonly muted: string;
  /** Inside of boxes. */
  readonly node: string;
  readonly border: string;
  readonly line: string;
  readonly cycle: string;
  readonly error: string;
  readonly warning: string;
  readonly fontFamily: string;
  /** In the order of the legend; more categories begin anew. Never empty. */
  readonly categories: readonly string[];
}

/** Dark on white. */
export const paperColours: PictureColours = {
  background: '#ffffff',
  text: '#1f2328',
  muted: '#59636e',
  node: '#f6f8fa',
  border: '#b0b8c0',
  line: '#818b98',
  cycle: '#d1242f',
  error: '#d1242f',
  warning: '#9a6700',
  fontFamily: 'system-ui, "Segoe UI", Ubuntu, "Droid Sans", sans-serif',
  categories: [
    '#1a85ff',
    '#388a34',
    '#652d90',
    '#d18616',
    '#0598bc',
    '#bc05bc',
    '#bf8803',
    '#0b4a8f',
    '#1e5c1b',
    '#9f6fc4',
    '#8a5510',
    '#5fc3dc',
  ],
};

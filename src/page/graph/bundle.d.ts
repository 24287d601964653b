/** Another entry point's bundle as text: esbuild.mjs makes it, for workers that are started from text. */

declare module '*?bundle' {
  const text: string;
  export default text;
}

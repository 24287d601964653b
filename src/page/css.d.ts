/** Style sheets that a page imports: esbuild gathers them beside its bundle. */

declare module '*.css';

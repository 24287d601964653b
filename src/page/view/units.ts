/** Numbers as people read them: durations, sizes and counts with their units. */

/** `3.1 ms`, `12 ms`, `1.24 s`, `30 s`, `2 min 5 s`. */
export function duration(ms: number): string {
  if (ms < 0.05) return '0 ms';
  if (ms < 10) return `${ms.toFixed(1)} ms`;
  if (ms < 999.5) return `${Math.round(ms)} ms`;
  if (ms < 59_950 && ms % 1000 === 0) return `${ms / 1000} s`;
  if (ms < 59_950) return `${(ms / 1000).toFixed(ms < 9_995 ? 2 : 1)} s`;
  const seconds = Math.round(ms / 1000);
  return seconds % 60 === 0 ? `${seconds / 60} min` : `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}

/** `12 B`, `3.4 KB`, `5.0 MB`; a kilobyte is 1,024 bytes. */
export function size(bytes: number): string {
  if (bytes < 1024) return `${bytes} B`;
  if (bytes < 1024 * 1024) return `${(bytes / 1024).toFixed(1)} KB`;
  return `${(bytes / 1024 / 1024).toFixed(1)} MB`;
}

const grouped = new Intl.NumberFormat('en');

/** `12,345`. */
export function count(value: number): string {
  return grouped.format(value);
}

/** `97 %`; `100 %` only where it is all, and `0 %` only where it is nothing. */
export function percent(part: number): string {
  if (part >= 1 || part <= 0) return `${part * 100} %`;
  return `${Math.min(99, Math.max(1, Math.round(part * 100)))} %`;
}

/** `1 item`, `2 items`. */
export function plural(value: number, noun: string): string {
  return `${count(value)} ${noun}${value === 1 ? '' : 's'}`;
}

/** Time since the run's start, of constant width for a column: `+0.003 s`. */
export function offset(ms: number): string {
  return `+${(ms / 1000).toFixed(3)}`;
}

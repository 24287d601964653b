/** What can go wrong with the database, by SQLite's result codes, in the words of those who have to mend it. */

export type StoreErrorCode =
  | 'store/full'
  | 'store/read-only'
  | 'store/locked'
  | 'store/damaged'
  | 'store/newer'
  | 'store/failed';

export class StoreError extends Error {
  override readonly name = 'StoreError';
  readonly code: StoreErrorCode;

  constructor(code: StoreErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}

/** By primary result code: https://sqlite.org/rescode.html */
const codes: Readonly<Record<number, StoreErrorCode>> = {
  5: 'store/locked',
  6: 'store/locked',
  8: 'store/read-only',
  10: 'store/failed',
  11: 'store/damaged',
  13: 'store/full',
  14: 'store/read-only',
  26: 'store/damaged',
};

/** By extended result code, where the primary one says too little: there is no space for what those who read share. */
const extendedCodes: Readonly<Record<number, StoreErrorCode>> = { 4874: 'store/full' };

const sentences: Readonly<Record<StoreErrorCode, string>> = {
  'store/full': 'The disk is full: nothing more can be kept until there is space.',
  'store/read-only': 'The folder cannot be written, so that nothing is kept.',
  'store/locked': 'Another program keeps the database locked; try again when it is done.',
  'store/damaged': 'The database is damaged.',
  'store/newer': 'A newer Skillsmith made this database; update this one to use it.',
  'store/failed': 'The database cannot be used.',
};

/** An error of SQLite or of the file system about this file; other errors stay what they are. */
export function storeErrorOf(error: unknown, file: string): unknown {
  if (error instanceof StoreError || !(error instanceof Error)) return error;
  const code = codeOf(error);
  if (code === undefined) return error;
  return new StoreError(code, `${sentences[code]} (${file}: ${error.message})`, { cause: error });
}

export function newerError(file: string): StoreError {
  return new StoreError('store/newer', `${sentences['store/newer']} (${file})`);
}

function codeOf(error: Error): StoreErrorCode | undefined {
  if ('errcode' in error && typeof error.errcode === 'number')
    // The low byte is the primary code of an extended one.
    return extendedCodes[error.errcode] ?? codes[error.errcode & 0xff] ?? 'store/failed';
  if (!('code' in error)) return undefined;
  if (error.code === 'ENOSPC' || error.code === 'EDQUOT') return 'store/full';
  if (error.code === 'EACCES' || error.code === 'EPERM' || error.code === 'EROFS') return 'store/read-only';
  return 'syscall' in error ? 'store/failed' : undefined;
}

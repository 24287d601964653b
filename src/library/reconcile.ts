/** Makes the versions agree with the folder: whatever has changed there, however it came, becomes a version. */

import { lineChange } from './line-change.ts';
import { hintedMoves, movesBetween, placeAfter, type RenameHint } from './move.ts';
import type { FolderLook, FoundFile, ReadFile, SkillFiles } from './skill-files.ts';
import { type Origin, type Version, type VersionText, versionOf } from './version.ts';
import type { KnownSkill, VersionStore } from './version-store.ts';

export interface LibraryParts {
  readonly files: SkillFiles;
  readonly store: VersionStore;
  /** The same for the same text, and never for another one. */
  readonly hashOf: (text: string) => string;
  /** Milliseconds since 1970; may jump. */
  readonly now: () => number;
}

/** What somebody has seen happen to the folder, or perhaps has. */
export interface Noticed {
  /** Where something may have changed; absent: anywhere. */
  readonly paths?: readonly string[];
  /** Files and folders that were renamed, as far as somebody has seen it. */
  readonly renames?: readonly RenameHint[];
  /** Whose doing it was; absent: that of another program, which perhaps leaves traces. */
  readonly origin?: Origin;
}

/** Programs that move a file by writing it anew leave no file at all for a moment, which may be seen. */
const moveMs = 5000;
/** What one step of a long look takes at most, so that nobody else waits long to write. */
const stepFiles = 200;
const stepMs = 20;

/** Within {@link VersionStore.exclusively} only. Returns whether there was anything to be kept. */
export function reconcile(parts: LibraryParts, { paths, renames = [], origin }: Noticed): boolean {
  const reconciler = new Reconciler(parts, origin);
  const isWhole = paths === undefined || renames.length > 0 || !paths.every(path => reconciler.one(path));
  if (isWhole) reconciler.all(renames);
  return reconciler.hasKept;
}

/**
 * What has to be looked at to make the versions agree with the folder as it was found: files that are new or have
 * changed. Within {@link VersionStore.reading}.
 */
export function unseenIn({ files, hasHalfDone }: FolderLook, store: VersionStore): Unseen {
  const known = new Map(store.present().map(skill => [skill.path, skill]));
  const unseen = files.filter(({ path, stamp }) => stamp === '' || known.get(path)?.stamp !== stamp);
  const found = new Set(files.map(({ path }) => path));
  const isWhole = hasHalfDone || [...known.keys()].some(path => !found.has(path));
  // As long as a file may have come from somewhere else, only the known ones can be looked at alone.
  const single = isWhole ? unseen.filter(({ path }) => known.has(path)) : unseen;
  return { paths: single.map(({ path }) => path), isWhole };
}

export interface Unseen {
  /** Each can be looked at alone. */
  readonly paths: readonly string[];
  /** All have to be looked at together after that: a file is gone, or half written. */
  readonly isWhole: boolean;
}

/**
 * Looks at some files, each alone, and at no more when they were much: the rest is returned. Within
 * {@link VersionStore.exclusively} only.
 */
export function reconcileSome(parts: LibraryParts, paths: readonly string[]): readonly string[] {
  const reconciler = new Reconciler(parts, undefined);
  const end = performance.now() + stepMs;
  for (const [at, path] of paths.entries()) {
    if (at >= stepFiles || (at > 0 && performance.now() >= end)) return paths.slice(at);
    reconciler.alone(path);
  }
  return [];
}

/** Makes what has just been written the last version of its skill. Within {@link VersionStore.exclusively} only. */
export function recordSaved(parts: LibraryParts, path: string, text: string, origin: Origin): Version {
  return new Reconciler(parts, origin).saved(path, text);
}

interface ComeFile extends ReadFile {
  readonly hash: string;
}

class Reconciler {
  readonly #parts: LibraryParts;
  readonly #origin: Origin | undefined;
  readonly #time: number;
  #hasKept = false;
  /** Those that are not in the folder and may come back; looked up when the first file arrives. */
  #lost: Set<KnownSkill> | undefined;

  constructor(parts: LibraryParts, origin: Origin | undefined) {
    this.#parts = parts;
    this.#origin = origin;
    this.#time = parts.now();
  }

  /** Whether there are versions now that there were not. */
  get hasKept(): boolean {
    return this.#hasKept;
  }

  /** False when a file has come or gone: others are needed then to tell what it means. */
  one(path: string): boolean {
    const { files, store } = this.#parts;
    const skill = store.at(path);
    const file = files.read(path);
    if (file === undefined || skill === undefined) return file === undefined && skill === undefined;
    if ('text' in file) this.#changed(skill, this.#hashed(file));
    return true;
  }

  /** A file that has come from nowhere else, or has changed. */
  alone(path: string): void {
    const { files, store } = this.#parts;
    const file = files.read(path);
    if (file === undefined || !('text' in file)) return;
    const come = this.#hashed(file);
    this.#changed(store.at(path) ?? this.#arrived(come), come);
  }

  all(hints: readonly RenameHint[]): void {
    const { files, store } = this.#parts;
    const found = new Map(files.list().map(file => [file.path, file]));
    this.#follow(hints, found);
    const known = new Map(store.present().map(skill => [skill.path, skill]));
    for (const [path, skill] of known) this.#stayed(skill, found.get(path));
    const gone = [...known.values()].filter(({ path }) => !found.has(path));
    const come = [...found.keys()].filter(path => !known.has(path)).flatMap(path => this.#come(path));
    const moves = movesBetween(gone, come);
    const moved = new Map([...moves].map(([from, to]) => [to, known.get(from) as KnownSkill]));
    store.move([...moved].map(([to, { id }]) => ({ id, to })));
    for (const { id, path } of gone) if (!moves.has(path)) store.setRemoved(id, this.#time);
    for (const file of come) this.#changed(moved.get(file.path) ?? this.#arrived(file), file);
  }

  saved(path: string, text: string): Version {
    const { store, hashOf } = this.#parts;
    const file: ComeFile = { path, text, hash: hashOf(text), stamp: '', changedAt: this.#time };
    const { id } = store.at(path) ?? this.#arrived(file);
    this.#changed(store.skill(id) as KnownSkill, file);
    const { latest } = store.skill(id) as KnownSkill;
    return versionOf(store.version(id, latest) as VersionText);
  }

  #follow(hints: readonly RenameHint[], found: ReadonlyMap<string, FoundFile>): void {
    if (hints.length === 0) return;
    const { store } = this.#parts;
    const known = new Map(store.present().map(skill => [skill.path, skill]));
    const moves = hintedMoves(known.keys(), hints, path => found.has(path));
    for (const to of moves.values()) {
      const overwritten = moves.has(to) ? undefined : known.get(to);
      if (overwritten !== undefined) store.setRemoved(overwritten.id, this.#time);
    }
    store.move([...moves].map(([from, to]) => ({ id: (known.get(from) as KnownSkill).id, to })));
    this.#catchUp(hints);
  }

  /** Another process may have seen the files before, and taken the renaming for a removal and a new skill. */
  #catchUp(hints: readonly RenameHint[]): void {
    const { store } = this.#parts;
    for (const lost of store.removedSkills())
      for (const hint of hints) {
        const to = placeAfter(lost.path, hint);
        const found = to === undefined ? undefined : store.at(to);
        if (found !== undefined && this.#isOnlySeen(found)) store.join(found.id, lost.id);
      }
  }

  /** Nobody knows it by its number yet. */
  #isOnlySeen({ id, latest }: KnownSkill): boolean {
    const origin = latest === 1 ? this.#parts.store.version(id, 1)?.origin : undefined;
    return origin === 'disk' || origin === 'git';
  }

  #stayed(skill: KnownSkill, found: FoundFile | undefined): void {
    if (found === undefined || (found.stamp !== '' && found.stamp === skill.stamp)) return;
    const file = this.#parts.files.read(skill.path);
    if (file !== undefined && 'text' in file) this.#changed(skill, this.#hashed(file));
  }

  #come(path: string): readonly ComeFile[] {
    const file = this.#parts.files.read(path);
    return file !== undefined && 'text' in file ? [this.#hashed(file)] : [];
  }

  /** The skill that was there before, or that has just been taken away elsewhere; else a new one. */
  #arrived({ path, hash }: ComeFile): KnownSkill {
    const { store } = this.#parts;
    this.#lost ??= new Set(store.removedSkills());
    const isMovedHere = (skill: KnownSkill) =>
      skill.hash === hash && Math.abs((skill.removedAt ?? 0) - this.#time) <= moveMs;
    const candidates = [...this.#lost];
    const lost = candidates.find(skill => skill.path === path) ?? candidates.find(isMovedHere);
    if (lost === undefined) return store.addSkill(path);
    this.#lost.delete(lost);
    store.move([{ id: lost.id, to: path }]);
    return lost;
  }

  #changed(skill: KnownSkill, file: ComeFile): void {
    const { files, store } = this.#parts;
    const { path, text, hash, stamp, changedAt } = file;
    if (hash !== skill.hash) {
      this.#hasKept = true;
      const before = store.version(skill.id, skill.latest)?.text;
      const origin = this.#origin ?? files.writerAt(changedAt);
      const savedAt = this.#origin === undefined ? Math.min(changedAt, this.#time) : this.#time;
      store.addVersion(skill.id, { path, text, hash, savedAt, origin, ...lineChange(before, text) });
    }
    if (stamp !== skill.stamp) store.setStamp(skill.id, stamp);
  }

  #hashed(file: ReadFile): ComeFile {
    return { ...file, hash: this.#parts.hashOf(file.text) };
  }
}

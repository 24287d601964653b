/** One step of writing to the folder and its versions, while nobody else writes. */

import { skillNameOfPath } from '../skill/name.ts';
import type { SkillFile, StripTypes } from '../skill/skill.ts';
import { normalPath, placeProblem } from './place.ts';
import { type LibraryParts, type Noticed, reconcile, recordSaved } from './reconcile.ts';
import { FileRefusal, type Replaced } from './skill-files.ts';
import { errorsOf } from './validation.ts';
import type {
  FoundProblem,
  Origin,
  RemoveAnswer,
  RestoreOptions,
  SaveAnswer,
  SaveOptions,
  SaveRefusal,
  SkillDraft,
  SkillPointer,
  VersionConflict,
  VersionedSkill,
} from './version.ts';
import type { KnownSkill, VersionStore } from './version-store.ts';

type Draft = SkillDraft & Pick<SaveOptions, 'expectedVersion'>;

/** A draft that nothing speaks against so far. */
interface Plan {
  readonly path: string;
  readonly text: string;
  /** What the file says now; `undefined` when there is none. */
  readonly before: string | undefined;
  /** The skill that gets the version; absent: that of the path. */
  readonly id?: number;
}

type Refused = Exclude<SaveAnswer, { readonly status: 'saved' }>;

const maxBytes = 1024 * 1024;

/** Not a failure: what others wrote has become versions. The step is to be ended so that they are kept, and done again. */
export class KeptFirst {}

/** Of each, one method is called, once. */
export class Saving {
  readonly #parts: LibraryParts & { readonly stripTypes: StripTypes };
  readonly #replaced: Replaced[] = [];
  #hasKept = false;
  #hasSeenAll = false;

  constructor(parts: LibraryParts & { readonly stripTypes: StripTypes }) {
    this.#parts = parts;
  }

  save(
    drafts: readonly Draft[],
    { validate, origin }: { readonly validate: boolean; readonly origin: Origin },
  ): readonly SaveAnswer[] {
    const taken = new Set<string>();
    const plans = drafts.map(draft => {
      const plan = this.#plan(draft);
      if ('status' in plan) return plan;
      const key = plan.path.toLowerCase();
      if (taken.has(key)) return refusal(plan.path, 'The same skill is saved twice at once.');
      taken.add(key);
      return plan;
    });
    const judged = validate ? this.#validated(plans) : plans;
    this.#keepFirst();
    return judged.map(plan => ('status' in plan ? plan : this.#write(plan, origin)));
  }

  restore(
    pointer: SkillPointer,
    number: number,
    { expectedVersion, validate = true, path }: RestoreOptions,
  ): SaveAnswer {
    const skill = this.#lookUp(pointer);
    if (skill === undefined) return refusal(textOf(pointer), 'There is no such skill, and there was none.');
    const version = this.#parts.store.version(skill.id, number);
    if (version === undefined)
      return refusal(skill.path, `"${skill.name}" has no version ${number}: it has ${skill.latest}.`);
    const isRemoved = skill.removedAt !== undefined;
    const target = isRemoved && path !== undefined ? normalPath(path) : skill.path;
    const occupied = isRemoved ? this.#occupant(target) : undefined;
    if (occupied !== undefined)
      return refusal(
        target,
        `There is another skill "${occupied.name}" now, in ${occupied.path}. Choose another name.`,
      );
    const plan = this.#plan({
      path: target,
      text: version.text,
      ...(expectedVersion === undefined ? {} : { expectedVersion }),
    });
    if ('status' in plan) return plan;
    const [judged = plan] = validate ? this.#validated([plan]) : [plan];
    this.#keepFirst();
    return 'status' in judged ? judged : this.#write({ ...judged, id: skill.id }, 'restore');
  }

  remove(pointer: SkillPointer, { expectedVersion }: Pick<SaveOptions, 'expectedVersion'>): RemoveAnswer {
    const { files, store, now } = this.#parts;
    const skill = this.#lookUp(pointer);
    if (skill === undefined || skill.removedAt !== undefined)
      return refusal(skill?.path ?? textOf(pointer), 'There is no such skill in the folder.');
    const conflict = conflictOf(skill.path, expectedVersion, skill.latest);
    if (conflict !== undefined) return conflict;
    this.#keepFirst();
    try {
      this.#replaced.push(files.remove(skill.path));
    } catch (error) {
      return refusedBy(error, skill.path);
    }
    store.setRemoved(skill.id, now());
    return { status: 'removed', skill: seen(store.skill(skill.id) as KnownSkill) };
  }

  /** When what was written will be kept. */
  done(): void {
    for (const replaced of this.#replaced.splice(0)) replaced.forget();
  }

  /** When it will not: gives the files back what they had. */
  undo(): void {
    for (const replaced of this.#replaced.splice(0).reverse()) replaced.undo();
  }

  #plan(draft: Draft): Plan | Refused {
    const { files, store } = this.#parts;
    const wanted = this.#placeOf(draft);
    const problem =
      (store.at(wanted) === undefined ? placeProblem(wanted) : undefined) ?? textProblem(draft.text);
    if (problem !== undefined) return refusal(wanted, problem);
    this.#reconcile({ paths: [wanted] });
    const path = this.#placeOf(draft);
    const file = files.read(path);
    if (file !== undefined && 'code' in file) return refusal(path, file.message);
    const conflict = conflictOf(path, draft.expectedVersion, store.at(path)?.latest ?? 0);
    return conflict ?? { path, text: draft.text, before: file?.text };
  }

  /** A skill keeps its place; one that was removed gets it back. */
  #placeOf(draft: Draft): string {
    if (!('path' in draft)) {
      const { name, category } = draft;
      const skill = this.#lookUp(name);
      if (skill !== undefined && (skill.removedAt === undefined || category === undefined)) return skill.path;
      return category === undefined || category === '' ? `${name}.js` : `${normalPath(category)}/${name}.js`;
    }
    const path = normalPath(draft.path);
    return this.#occupant(path, other => other.path.toLowerCase() === path.toLowerCase())?.path ?? path;
  }

  /** The skill in the folder that has the name of this path. */
  #occupant(path: string, isMeant: (skill: KnownSkill) => boolean = () => true): KnownSkill | undefined {
    return this.#parts.store
      .named(skillNameOfPath(path))
      .find(skill => skill.removedAt === undefined && isMeant(skill));
  }

  /** What the store knows of a skill once it agrees with the folder. */
  #lookUp(pointer: SkillPointer): KnownSkill | undefined {
    const { store } = this.#parts;
    const skill = knownSkill(store, pointer);
    if (skill === undefined || skill.removedAt !== undefined) this.#seeAll();
    else this.#reconcile({ paths: [skill.path] });
    return knownSkill(store, pointer);
  }

  #seeAll(): void {
    if (this.#hasSeenAll) return;
    this.#hasSeenAll = true;
    this.#reconcile({});
  }

  #reconcile(noticed: Noticed): void {
    if (reconcile(this.#parts, noticed)) this.#hasKept = true;
  }

  /** Before anything is written over, what nobody had seen is kept for good: whoever is ended then has lost nothing. */
  #keepFirst(): void {
    if (this.#hasKept) throw new KeptFirst();
  }

  /** Those with errors are taken out, until the others have none even without them. */
  #validated(plans: readonly (Plan | Refused)[]): readonly (Plan | Refused)[] {
    const good = plans.filter((plan): plan is Plan => !('status' in plan));
    if (good.length === 0) return plans;
    const errors = errorsOf(good, { named: name => this.#filesNamed(name) }, this.#parts.stripTypes);
    if (errors.size === 0) return plans;
    const judged = plans.map(plan => {
      const problems = 'status' in plan ? undefined : errors.get(plan.path);
      return problems === undefined ? plan : invalid(plan.path, problems);
    });
    return this.#validated(judged);
  }

  #filesNamed(name: string): readonly SkillFile[] {
    const { files, store } = this.#parts;
    const present = () => store.named(name).filter(({ removedAt }) => removedAt === undefined);
    if (present().length === 0) this.#seeAll();
    return present().flatMap(({ path }) => {
      const file = files.read(path);
      return file !== undefined && 'text' in file ? [{ path, text: file.text }] : [];
    });
  }

  #write({ path, text, before, id }: Plan, origin: Origin): SaveAnswer {
    const { files, store } = this.#parts;
    if (text !== before) {
      try {
        this.#replaced.push(files.write(path, text));
      } catch (error) {
        return refusedBy(error, path);
      }
    }
    const latest = store.at(path)?.latest ?? 0;
    if (id !== undefined) store.move([{ id, to: path }]);
    const version = recordSaved(this.#parts, path, text, origin);
    return { status: 'saved', version, isNew: version.number !== latest };
  }
}

/** Of several with a name, the one in the folder whose path comes first, else the last removed. */
export function knownSkill(store: VersionStore, pointer: SkillPointer): KnownSkill | undefined {
  if (typeof pointer === 'string') return store.named(pointer)[0];
  if ('id' in pointer) return store.skill(pointer.id);
  const path = normalPath(pointer.path);
  return store.at(path) ?? store.removedAt(path);
}

/** As others may know it. */
export function seen({ id, name, path, latest, removedAt }: KnownSkill): VersionedSkill {
  return { id, name, path, latest, removedAt };
}

function textProblem(text: string): string | undefined {
  if (!text.isWellFormed()) return 'The text has half of a character, which no file can hold.';
  return new TextEncoder().encode(text).length > maxBytes
    ? 'The text has more than 1 MB; a skill may have at most that. Pass large data in as an input.'
    : undefined;
}

function conflictOf(path: string, expected: number | undefined, actual: number): VersionConflict | undefined {
  if (expected === undefined || expected === actual) return undefined;
  const name = skillNameOfPath(path);
  const now = actual === 0 ? 'there is none in the folder' : `the folder has version ${actual}`;
  const message = `"${name}" was changed from version ${expected}, but ${now}. Read it again, and make the change there.`;
  return { status: 'conflict', path, expected, actual, message };
}

function invalid(path: string, problems: readonly FoundProblem[]): Refused {
  const more = problems.length > 1 ? ` (and ${problems.length - 1} more)` : '';
  const message = `"${skillNameOfPath(path)}" was not saved: ${problems[0]?.message ?? ''}${more}`;
  return { status: 'invalid', path, problems, message };
}

function refusal(path: string, message: string): SaveRefusal {
  return { status: 'refused', path, message };
}

/** @throws the error when it is not about the file */
function refusedBy(error: unknown, path: string): SaveRefusal {
  if (error instanceof FileRefusal) return refusal(path, error.message);
  throw error;
}

function textOf(pointer: SkillPointer): string {
  if (typeof pointer === 'string') return pointer;
  return 'path' in pointer ? pointer.path : `#${pointer.id}`;
}

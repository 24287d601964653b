/** What a skill that a repair makes says before its author does. */

/** Its description; selected, so that typing replaces it. */
export const newDescription = 'Describe what it does.';

/** A type of JSDoc as TypeScript writes it; `otherwise` where none is known. Inputs are JSON: a date is a text. */
export function annotationText(type: string | undefined, otherwise: 'any' | 'unknown'): string {
  return type === undefined ? otherwise : type === 'Date' ? 'string' : type;
}

/** What can be written at the cursor: skills, their inputs and values, and the tags of a JSDoc; by relevance. */

import type { CompletionRequest, Completions } from './completion-item.ts';
import { placeAt } from './cursor.ts';
import { inputItems } from './input-completion.ts';
import { docItems } from './jsdoc-completion.ts';
import { exampleItems, expressionItems, linkItems, nameItems } from './name-completion.ts';

export function completionsAt(request: CompletionRequest): Completions {
  const place = placeAt(request.text, request.offset);
  if (place === undefined) return { items: [], isIncomplete: false };
  switch (place.kind) {
    case 'name':
      return nameItems(place, request);
    case 'expression':
      return expressionItems(place, request);
    case 'key':
    case 'value': {
      const items = inputItems(place, request);
      if (place.expression === undefined) return { items, isIncomplete: false };
      const skills = expressionItems(place.expression, request);
      return { items: [...items, ...skills.items], isIncomplete: skills.isIncomplete };
    }
    case 'link':
      return linkItems(place, request);
    case 'example':
      return exampleItems(place, request);
    default:
      return { items: docItems(place, request), isIncomplete: false };
  }
}

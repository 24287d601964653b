/** The colours of categories for the page's other parts: the same that the picture has. */

import { themeLook } from './canvas/look.ts';

/** For one drawing: the theme may change until the next. */
export function swatches(): (index: number | undefined) => string | undefined {
  const { categories } = themeLook();
  return index => (index === undefined ? undefined : categories[index % categories.length]);
}

/** Sets styles through the CSSOM, because the page's content security policy refuses style attributes. */

import { noChange } from 'lit';
import { Directive, directive, type ElementPart } from 'lit/directive.js';

class StyleProperties extends Directive {
  readonly #set = new Map<string, string>();

  override render(_properties: Readonly<Record<string, string>>): typeof noChange {
    return noChange;
  }

  override update(part: ElementPart, [properties]: [Readonly<Record<string, string>>]): typeof noChange {
    const { style } = part.element as HTMLElement;
    for (const [name, value] of Object.entries(properties)) {
      if (this.#set.get(name) === value) continue;
      this.#set.set(name, value);
      style.setProperty(name, value);
    }
    return noChange;
  }
}

/** Use as an element's own expression: `<div ${styleProperties({ '--level': '2' })}>`. */
export const styleProperties = directive(StyleProperties);

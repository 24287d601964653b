/** The run panel as the tests look at it: by role and name, as a screen reader would. */

import type { FrameLocator, Locator } from 'playwright-core';
import type { Workbench } from '../host/workbench.ts';

export class RunPanel {
  readonly frame: FrameLocator;

  constructor(window: Workbench) {
    this.frame = window.webview();
  }

  field(name: string): Locator {
    return this.frame.getByRole('textbox', { name, exact: true });
  }

  get runButton(): Locator {
    return this.frame.getByRole('button', { name: 'Run', exact: true });
  }

  /** Chooses a skill by its name. */
  async choose(name: string): Promise<void> {
    await this.frame.getByRole('button', { name: /^Skill:/ }).click();
    await this.frame.getByRole('option', { name }).first().click();
  }

  get cancelButton(): Locator {
    return this.frame.getByRole('button', { name: 'Cancel' });
  }

  /** `Result`, `Log` or `Calls`; a number may follow. */
  tab(name: string): Locator {
    return this.frame.getByRole('tab', { name: new RegExp(`^${name}`) });
  }

  /** What the chosen tab shows. */
  get shown(): Locator {
    return this.frame.getByRole('tabpanel');
  }

  /** The element that has the focus within the panel. */
  get focused(): Locator {
    // The host of a shadow root has it too, before the element within.
    return this.frame.locator(':focus').last();
  }

  /** Adds a row to an array of the form. */
  addRow(): Locator {
    return this.frame.getByRole('button', { name: 'Add item' });
  }

  get outcome(): Locator {
    return this.frame.getByRole('region', { name: 'Outcome' });
  }

  /** What does not lie within the panel's width: controls, and the parts of rows. */
  async cutOff(): Promise<string[]> {
    const body = await this.frame.locator('body').boundingBox();
    if (!body) throw new Error('The panel is not open.');
    const parts = 'button:visible, input:visible, [role=tab]:visible, [role=treeitem] > :visible';
    const texts: string[] = [];
    for (const part of await this.frame.locator(parts).all()) {
      const box = await part.boundingBox();
      if (!box || (box.x >= body.x - 1 && box.x + box.width <= body.x + body.width + 1)) continue;
      texts.push((await part.getAttribute('aria-label')) ?? (await part.innerText()));
    }
    return texts;
  }
}

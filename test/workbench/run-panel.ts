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

  /** The names of the controls that do not lie within the panel's width. */
  async cutOff(): Promise<string[]> {
    const width = (await this.frame.locator('body').boundingBox())?.width ?? 0;
    const left = (await this.frame.locator('body').boundingBox())?.x ?? 0;
    const names: string[] = [];
    for (const control of await this.frame
      .locator('button:visible, input:visible, [role=tab]:visible')
      .all()) {
      const box = await control.boundingBox();
      if (!box || (box.x >= left && box.x + box.width <= left + width + 1)) continue;
      names.push((await control.getAttribute('aria-label')) ?? (await control.innerText()));
    }
    return names;
  }
}

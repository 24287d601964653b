/** What the page asks of the layout, wherever that runs. */

import type { Disposable } from '../../base/disposal.ts';
import type { Layout, LayoutRequest } from '../../picture/layout.ts';

export type { Layout, LayoutRequest } from '../../picture/layout.ts';

/** What places boxes and lines; a worker in the page. Rejects when it could not. */
export interface LayoutPort extends Disposable {
  arrange(request: LayoutRequest): Promise<Layout>;
}

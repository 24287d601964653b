/** Writes each run's start and end to the extension's log; the skill's own lines are in the run panel. */

import { type Disposable, DisposableStore } from '../../base/disposal.ts';
import { SecretTexts } from '../../skill/secret.ts';
import type { Parts } from '../parts.ts';
import { durationText } from '../wording.ts';

export function registerRunLog({ runs, log }: Pick<Parts, 'runs' | 'log'>): Disposable {
  const store = new DisposableStore();
  store.add(runs.onDidStart(run => log.debug(`${run.id} ${run.name} started`)));
  store.add(
    runs.onDidEnd(({ id, name, root, inputs, outcome }) => {
      if (outcome === undefined) return;
      const secrets = new SecretTexts(inputs, root.catalogue.find(name)?.doc.secrets ?? []);
      const { status, durationMs, error } = outcome;
      const reason = error ? secrets.hideInText(`: ${error.name}: ${error.message}`) : '';
      log.info(`${id} ${name} ${status} after ${durationText(durationMs)}${reason}`);
    }),
  );
  return store;
}

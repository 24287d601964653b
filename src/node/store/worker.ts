/** The thread that writes to the database: one request after another, each answered; long ones let others in between. */

import { parentPort, workerData } from 'node:worker_threads';
import { createAreas } from './areas.ts';
import { makeLocalFolder } from './local-folder.ts';
import { StoreError, storeErrorOf } from './store-error.ts';
import { type Answer, openState, perform, type Request, type WriterStart } from './writer.ts';

const port = parentPort;
if (port === null) throw new Error('This file is the entry of a worker thread.');
const { skillsFolder, boundary } = workerData as WriterStart;
const answer = (message: Answer) => port.postMessage(message);
const areas = createAreas(
  openState(skillsFolder, notice => answer({ notice })),
  skillsFolder,
  boundary,
);

port.on('message', async ({ id, area, method, values }: Request) => {
  try {
    makeLocalFolder(skillsFolder);
    answer({ id, value: await perform(areas, area, method, values) });
  } catch (error) {
    const reason = storeErrorOf(error, skillsFolder);
    const code = reason instanceof StoreError ? reason.code : undefined;
    answer({ id, code, message: reason instanceof Error ? reason.message : String(reason) });
  }
});

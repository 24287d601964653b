/** Writers and readers in processes of their own, ended at any moment. `npm run bench -- siege` does it for longer. */

import assert from 'node:assert/strict';
import { siege } from './siege.ts';

describe('many processes on one folder', () => {
  it('lose nothing that was acknowledged, tear nothing, and leave nothing behind', async function () {
    this.timeout(90_000);
    const report = await siege({ seconds: 6, writers: 8, readers: 8 });
    assert.deepEqual(report.wrongs, []);
    assert.ok(report.saves > 20, `${report.saves} saves`);
    assert.ok(report.kills > 16, `${report.kills} kills`);
  });
});

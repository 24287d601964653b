/** The worker as the product ships it: one minified bundle beside the WebAssembly file. */

import assert from 'node:assert/strict';
import { pathToFileURL } from 'node:url';
import { createRunnerPool } from '../../src/node/pool.ts';
import { defaultLimits } from '../../src/run/outcome.ts';
import { bundleWorker } from '../fakes/bundle.ts';
import { wasmPath } from '../fakes/in-process.ts';
import { MemorySkills } from '../fakes/skill-source.ts';

describe('bundled worker', function () {
  this.timeout(20_000);

  it('runs skills as the sources do', async () => {
    const worker = await bundleWorker();
    const pool = createRunnerPool({
      workerUrl: worker.url,
      wasmUrl: pathToFileURL(wasmPath),
      size: () => 1,
    });
    const source = new MemorySkills({
      main: `const sum = await skills.add({ a: 1, b: 2 });
        console.table([{ a: 1 }]); console.log(new URL('https://a.b/c?d').pathname, structuredClone({ a: 1 }));
        await sleep(1); callSkill('fails');`,
      add: 'export default (a, b) => a + b;',
      fails: 'export default () => { throw new TypeError("x"); };',
    });
    const outcome = await pool.run({ skill: 'main', inputs: {}, limits: defaultLimits }, { source });
    pool.dispose();
    await worker.remove();
    assert.deepEqual(outcome.result, { sum: 3 }, JSON.stringify(outcome.error));
    assert.equal(outcome.logs[1]?.text, '/c { a: 1 }');
    assert.match(
      outcome.logs[2]?.text ?? '',
      /^callSkill\("fails"\) failed and nobody awaited it: TypeError: x/,
    );
    assert.equal(outcome.logs[2]?.line, 3);
  });
});

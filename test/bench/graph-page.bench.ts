// The graph's page in headless Chromium: from the editor's message to the drawn picture, and frames while it is moved.
import type { Browser } from 'playwright-core';
import { launchBrowser } from '../host/browser.ts';
import { graph, large, stateOf } from '../page/harness/graph-samples.ts';
import { GraphWindow } from '../page/harness/graph-window.ts';

/** Milliseconds; the largest graph is first drawn with a box for each category. */
const goals = [
  { skills: 300, maxMs: 1_000 },
  { skills: 2_000, maxMs: 4_000 },
  { skills: 10_000, maxMs: 4_000 },
] as const;
const minFrames = 50;

interface Drawn {
  readonly ms: number;
  readonly boxes: number;
}

/** Makes the page note when the message arrives, and the frame that shows the picture. */
async function watchPicture(window: GraphWindow): Promise<void> {
  await window.page.evaluate(`
    window.began = undefined;
    window.ended = new Promise(resolve => {
      addEventListener('message', ({ data }) => {
        if (data?.name === 'state' && data.data.graph.nodes.length > 0) window.began ??= performance.now();
      }, true);
      document.addEventListener('drawn', () => {
        const boxes = document.querySelector('graph-page').model.scene.nodes.size;
        if (window.began !== undefined && boxes > 0) {
          requestAnimationFrame(() => setTimeout(() => resolve({ ms: performance.now() - window.began, boxes })));
        }
      });
    });
    undefined;`);
}

/** Frames in a second while the picture moves by 12 pixels with each of them. */
async function framesWhilePanning(
  window: GraphWindow,
  scale: number | undefined,
): Promise<{ fps: number; worstMs: number }> {
  return await window.model(`(async () => {
    const frame = () => new Promise(requestAnimationFrame);
    const { viewport, scene } = model;
    viewport.fit();
    ${scale === undefined ? '' : `viewport.zoomBy(${scale} / viewport.camera.scale);`}
    const middle = { x: scene.bounds.x + scene.bounds.width / 2, y: scene.bounds.y + scene.bounds.height / 2 };
    viewport.centre(middle);
    for (let index = 0; index < 60; index++) await frame();
    const times = [];
    let last = performance.now();
    for (let index = 0; index < 120; index++) {
      viewport.panBy(index % 60 < 30 ? 12 : -12, index % 40 < 20 ? 6 : -6);
      await frame();
      const now = performance.now();
      times.push(now - last);
      last = now;
    }
    const total = times.reduce((sum, time) => sum + time, 0);
    return { fps: (1000 * times.length) / total, worstMs: Math.max(...times) };
  })()`);
}

async function measure(browser: Browser) {
  const results: { skills: number; calls: number; drawn: Drawn; maxMs: number }[] = [];
  const frames: { zoom: string; fps: number; worstMs: number }[] = [];
  for (const { skills, maxMs } of goals) {
    const data = large(skills, skills > 5_000 ? 40 : 12);
    const window = await GraphWindow.open(browser, { state: stateOf(graph([], [])), isEmpty: true });
    await watchPicture(window);
    window.send({ graph: data, revision: 2 });
    const drawn = await window.model<Drawn>('window.ended');
    results.push({ skills, calls: data.edges.length, drawn, maxMs });
    if (skills === 2_000) {
      for (const scale of [undefined, 0.3, 0.6, 1]) {
        const { fps, worstMs } = await framesWhilePanning(window, scale);
        frames.push({ zoom: scale === undefined ? 'all' : `${scale * 100} %`, fps, worstMs });
      }
    }
    await window.close();
  }
  return { results, frames };
}

const browser = await launchBrowser();
const { results, frames } = await measure(browser);
await browser.close();
if (process.argv.includes('--json')) console.log(JSON.stringify({ results, frames }, null, 2));
else {
  for (const { skills, calls, drawn, maxMs } of results) {
    const verdict = drawn.ms <= maxMs ? '' : '  too slow';
    console.log(
      `${String(skills).padStart(6)} skills, ${String(calls).padStart(6)} lines as ${String(drawn.boxes).padStart(5)} boxes: ${drawn.ms.toFixed(0).padStart(6)} ms (at most ${maxMs})${verdict}`,
    );
  }
  for (const { zoom, fps, worstMs } of frames) {
    const verdict = fps >= minFrames ? '' : '  too slow';
    console.log(
      `  2000 skills panned at ${zoom.padStart(5)}: ${fps.toFixed(1)} frames/s (at least ${minFrames}), worst ${worstMs.toFixed(0)} ms${verdict}`,
    );
  }
}
if (results.some(({ drawn, maxMs }) => drawn.ms > maxMs) || frames.some(({ fps }) => fps < minFrames))
  process.exitCode = 1;

// Time from a model's file to its first readable picture, memory, and how smoothly it moves, in the real Electron:
//   npm run bench:graph
import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { netronLimitMs, startNetron } from './netron.ts';
import { largeOnnx } from '#test/support/onnxModels.ts';
import {
  answerDialogs,
  projectRoot,
  startSurd,
  temporaryFolder,
  type SurdApp,
} from '../e2e/support/surdApp.ts';

interface Figures {
  readonly readyMs: number;
  readonly longestBlockMs: number;
  readonly expandMs: number;
  readonly frameMs: number;
  readonly slowFrameMs: number;
  readonly memoryMb: number;
}

const corpus = join(projectRoot, '..', 'shared', 'corpus', 'graphs');

/** Opens a file by the dialog; gives the time until its picture is drawn. */
async function open(app: SurdApp, file: string): Promise<number> {
  await answerDialogs(app, { open: [file] });
  await app.page.evaluate('window.blocks = []');
  const started = performance.now();
  await app.page.keyboard.press('Control+Shift+M');
  await app.page
    .locator(`header[aria-busy="false"] strong`, { hasText: file.split('/').at(-1) ?? '' })
    .waitFor();
  await app.page.locator('[data-graph-ready="true"]').waitFor();
  return performance.now() - started;
}

/** Drags the picture about for a second; gives how long frames took, in order. */
async function drag(app: SurdApp): Promise<readonly number[]> {
  const area = await app.page.locator('[data-graph-ready]').boundingBox();
  if (area === null) throw new Error('There is no picture.');
  const x = area.x + area.width / 2;
  const y = area.y + 60;
  await app.page.evaluate(`(() => {
    window.frames_ = []; let last = performance.now();
    const next = (now) => { window.frames_.push(now - last); last = now; window.nextFrame = requestAnimationFrame(next); };
    window.nextFrame = requestAnimationFrame(next);
  })()`);
  await app.page.mouse.move(x, y);
  await app.page.mouse.down();
  for (let step = 0; step < 60; step++) await app.page.mouse.move(x + step * 2, y + step * 5);
  await app.page.mouse.up();
  const frames = await app.page.evaluate<number[]>(
    'cancelAnimationFrame(window.nextFrame), window.frames_.slice(2)',
  );
  return frames.sort((a, b) => a - b);
}

async function measure(app: SurdApp, file: string): Promise<Figures> {
  const readyMs = await open(app, file);
  await app.page.waitForTimeout(1200);
  const started = performance.now();
  await app.page.keyboard.press('Shift+E');
  await app.page.waitForTimeout(30);
  await app.page.locator('header[aria-busy="false"]').waitFor();
  await app.page.locator('[data-graph-ready="true"]').waitFor();
  const expandMs = performance.now() - started;
  const frames = await drag(app);
  const blocks = await app.page.evaluate<number[]>('window.blocks');
  // Kilobytes of working set, of all processes of the app.
  const memory = await app.electron.evaluate(({ app: electron }) =>
    electron
      .getAppMetrics()
      .map(({ memory: { workingSetSize }, type, name }) => ({ workingSetSize, type, name })),
  );
  const parts = memory.filter(({ type, name }) => type === 'Tab' || (name ?? '').includes('modelParse'));
  return {
    readyMs,
    longestBlockMs: Math.max(0, ...blocks),
    expandMs,
    frameMs: frames[frames.length >> 1] ?? 0,
    slowFrameMs: frames[Math.floor(frames.length * 0.95)] ?? 0,
    memoryMb: parts.reduce((sum, { workingSetSize }) => sum + workingSetSize, 0) / 1024,
  };
}

/** The same files in Netron, in the same Electron, one window at a time. */
async function compareWithNetron(): Promise<void> {
  const netron = await startNetron(join(folder.path, 'netron'));
  if (netron === null) {
    console.log('\nratio to Netron: not measured (Python with Netron cannot be set up here)');
    return;
  }
  try {
    console.log(`\nfile | Surd ms | Netron ${netron.version} ms | times faster`);
    // As with Surd, the first one brings the code in and is not counted.
    await netron.open(files[0]?.[1] ?? '');
    for (const [name, path] of files) {
      const own = pictureMs.get(name) ?? NaN;
      const other = await netron.open(path);
      const cells =
        other === 'refused'
          ? ['refuses the file', 'not measured']
          : other === 'late'
            ? [`no picture within ${netronLimitMs / 1000} s`, `over ${(netronLimitMs / own).toFixed(0)}`]
            : [other.toFixed(0), (other / own).toFixed(1)];
      console.log(`${name} | ${own.toFixed(0)} | ${cells.join(' | ')}`);
    }
  } finally {
    await netron.close();
  }
}

const folder = await temporaryFolder();
const files: (readonly [name: string, path: string])[] = [];
const pictureMs = new Map<string, number>();
const app = await startSurd(join(folder.path, 'user'));
try {
  for (const naming of ['scoped', 'unnamed'] as const) {
    for (const nodes of [100, 400, 1000, 3000, 10_000]) {
      const path = join(folder.path, `${naming}-${nodes}.onnx`);
      await writeFile(path, largeOnnx(nodes, naming));
      files.push([`${naming} ${nodes}`, path]);
    }
  }
  files.push(['shipped detector, 383', join(projectRoot, 'models', 'mobilenetFpn-f16.onnx')]);
  for (const name of [
    'tf__tf2onnx_lstm_frozen.pb',
    'caffe2__densenet121_predict_net.pbtxt',
    'onnx__onnx_light_inception_v2.onnx',
  ]) {
    if (existsSync(join(corpus, name))) files.push([name, join(corpus, name)]);
  }
  await app.page
    .getByRole('navigation', { name: 'Workspaces' })
    .getByRole('button', { name: 'Graph' })
    .click();
  await app.page.evaluate(
    `window.blocks = [], new PerformanceObserver((list) => { for (const { duration } of list.getEntries()) window.blocks.push(duration); }).observe({ type: 'longtask' })`,
  );
  // The first model brings the drawing code in; it is not counted.
  await open(app, files[0]?.[1] ?? '');
  console.log(
    'file | picture ms | longest block ms | expand all ms | frame ms, median | 95 % | window + reader MB',
  );
  for (const [name, path] of files) {
    const { readyMs, longestBlockMs, expandMs, frameMs, slowFrameMs, memoryMb } = await measure(app, path);
    const cells = [readyMs, longestBlockMs, expandMs, frameMs, slowFrameMs, memoryMb].map((value) =>
      value.toFixed(0),
    );
    console.log(`${name} | ${cells.join(' | ')}`);
    pictureMs.set(name, readyMs);
  }
} finally {
  await app.close();
}
try {
  await compareWithNetron();
} finally {
  await folder.remove();
}

import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { launch, startEmpty } from './electron.ts';
import { median, printRatio } from './report.ts';

const rounds = 5;

const emptyApp = `
const { app, BrowserWindow } = require('electron');
app.whenReady().then(() => new BrowserWindow({ width: 1280, height: 800 }).loadFile('index.html'));
`;

/** From the start to a window that can be used, against a window with one button and nothing else. */
export async function benchColdStart(folder: string): Promise<void> {
  const empty = join(folder, 'empty-app');
  await mkdir(empty, { recursive: true });
  await writeFile(
    join(empty, 'package.json'),
    JSON.stringify({ name: 'empty', version: '1.0.0', main: 'main.js' }),
  );
  await writeFile(join(empty, 'main.js'), emptyApp);
  await writeFile(join(empty, 'index.html'), '<button>Open images</button>');
  const startBare = async (): Promise<number> => {
    const startedAt = performance.now();
    const app = await launch(empty, join(folder, 'empty-user'));
    await (await app.firstWindow()).getByRole('button', { name: 'Open images' }).waitFor();
    const ms = performance.now() - startedAt;
    await app.close();
    return ms;
  };
  await startBare();
  await startEmpty(join(folder, 'cold-user'));
  const bare: number[] = [];
  const whole: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    bare.push(await startBare());
    whole.push(await startEmpty(join(folder, 'cold-user')));
  }
  const a = median(whole);
  const b = median(bare);
  printRatio('cold start over an empty window', a / b, 1.6, `${a.toFixed(0)} ms against ${b.toFixed(0)} ms`);
}

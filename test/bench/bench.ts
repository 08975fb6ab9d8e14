/** `npm run bench [-- detection coldStart memory largeProject canvas largePicture nextImage formulaStrip]`: what Surd costs, each figure as a ratio of this run. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startDisplay } from '../../electron/runtime/display.mjs';
import { lacksDisplay } from '../../electron/runtime/systemLibraries.mjs';
import { benchCanvas } from './canvas.ts';
import { benchColdStart } from './coldStart.ts';
import { benchDetection } from './detection.ts';
import { benchFormulaStrip } from './formulaStrip.ts';
import { benchLargeProject } from './largeProject.ts';
import { benchLargePicture } from './largePicture.ts';
import { benchMemory } from './memory.ts';
import { benchNextImage } from './nextImage.ts';
import { printLoad } from './report.ts';

const benches: Readonly<Record<string, (folder: string) => Promise<void>>> = {
  detection: benchDetection,
  coldStart: benchColdStart,
  memory: benchMemory,
  largeProject: benchLargeProject,
  canvas: benchCanvas,
  largePicture: benchLargePicture,
  nextImage: benchNextImage,
  formulaStrip: benchFormulaStrip,
};

const chosen = process.argv.slice(2);
const folder = await mkdtemp(join(tmpdir(), 'surd-bench-'));
const display = lacksDisplay() ? await startDisplay() : null;
if (display !== null) process.env['DISPLAY'] = display.name;
try {
  printLoad();
  for (const [name, bench] of Object.entries(benches)) {
    if (chosen.length === 0 || chosen.includes(name)) await bench(folder);
  }
  printLoad();
} finally {
  display?.stop();
  await rm(folder, { recursive: true, force: true });
}

import { createHash } from 'node:crypto';
import {
  copyFileSync,
  openSync,
  closeSync,
  readFileSync,
  truncateSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import {
  answerDialogs,
  canvasReady,
  projectRoot,
  startSurd,
  temporaryFolder,
  type SurdApp,
} from './support/surdApp.ts';
import { makeSampleProject, rowsOf } from './support/sampleProject.ts';

let folder: Awaited<ReturnType<typeof temporaryFolder>>;
let app: SurdApp | null = null;

const at = (name: string): string => join(folder.path, name);
const hashOf = (name: string): string =>
  createHash('sha256')
    .update(readFileSync(at(name)))
    .digest('hex');

beforeAll(async () => {
  folder = await temporaryFolder();
  makeSampleProject(at('good.surd'));
  writeFileSync(at('text.surd'), 'this is not a project');
  // Pages of the middle are overwritten, as by a bad disk; the header stays.
  copyFileSync(at('good.surd'), at('damaged.surd'));
  const file = openSync(at('damaged.surd'), 'r+');
  for (let page = 1; page < 12; page += 1) writeSync(file, Buffer.alloc(4096, 0xa5), 0, 4096, page * 4096);
  closeSync(file);
  copyFileSync(at('good.surd'), at('cut.surd'));
  truncateSync(at('cut.surd'), 6000);
  const sample = readFileSync(join(projectRoot, 'samples', 'images', '06-pythagoras.png'));
  writeFileSync(at('cut.png'), sample.subarray(0, 300));
  writeFileSync(at('empty.png'), '');
  writeFileSync(at('text.png'), 'this is not an image');
});

afterEach(async () => {
  await app?.close();
  app = null;
});

afterAll(() => folder.remove());

describe('a project that cannot be opened', () => {
  it.each(['damaged.surd', 'cut.surd', 'text.surd', 'missing.surd'])(
    '%s: the window starts, says so by name and changes nothing',
    async (name) => {
      const before = name === 'missing.surd' ? null : hashOf(name);
      app = await startSurd(join(folder.path, 'user'), ['--project', at(name)]);
      await app.page.getByRole('alert').filter({ hasText: name }).waitFor();
      expect(
        await app.page.evaluate("window.surd.invoke('project.current', {}).then(({ value }) => value)"),
      ).toBeNull();
      if (before !== null) expect(hashOf(name)).toBe(before);
      // And what can be opened still is.
      await answerDialogs(app, { open: [at('good.surd')] });
      await app.page.keyboard.press('Control+Shift+O');
      await app.page.getByRole('option', { name: /01-/ }).waitFor();
    },
  );
});

describe('files that are no images', () => {
  it('are refused by name and cause, and nothing else is lost', async () => {
    app = await startSurd(join(folder.path, 'user'), ['--project', at('good.surd')]);
    await app.page.getByRole('option', { name: /01-/ }).waitFor();
    copyFileSync(join(projectRoot, 'electron', 'icon', 'icon.png'), at('good.png'));
    await answerDialogs(app, { open: [at('cut.png'), at('empty.png'), at('good.png'), at('text.png')] });
    await app.page.keyboard.press('Control+o');
    const dialog = app.page.getByRole('dialog');
    await dialog.waitFor();
    const text = await dialog.innerText();
    for (const name of ['cut.png', 'empty.png', 'text.png']) expect(text).toContain(name);
    expect(text).not.toContain('good.png');
    await app.page.keyboard.press('Escape');
    await expect.poll(async () => (await rowsOf(app as SurdApp)).length).toBe(27);
    await app.page.getByRole('option', { name: /01-/ }).click();
    await canvasReady(app.page);
  });
});

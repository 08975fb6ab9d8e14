import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { AxeResults } from 'axe-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { boxRows, canvasReady, startSurd, temporaryFolder, type SurdApp } from './support/surdApp.ts';
import { makeSampleProject } from './support/sampleProject.ts';

const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

let folder: Awaited<ReturnType<typeof temporaryFolder>>;
let app: SurdApp;

/** What axe-core finds serious or critical, as `rule: element, element`. */
async function seriousProblems(): Promise<readonly string[]> {
  // The policy refuses a script tag; what the debugger evaluates it does not.
  await app.page.evaluate(axeSource);
  // Transitions of the surface that was just opened have ended, or colours are measured half-way.
  await app.page.waitForTimeout(400);
  const { violations, passes } = await app.page.evaluate<AxeResults>('axe.run(document)');
  expect(passes.length).toBeGreaterThan(10);
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(
      ({ id, nodes }) =>
        `${id}: ${nodes
          .slice(0, 4)
          .map(({ html, any }) => `${html.slice(0, 160)} ${any[0]?.message ?? ''}`)
          .join(' | ')}`,
    );
}

const escape = async (): Promise<void> => {
  await app.page.keyboard.press('Escape');
  await app.page.getByRole('dialog').waitFor({ state: 'hidden' });
};

/** The window's faces: how each is reached, and left. */
const faces: readonly (readonly [name: string, reach: () => Promise<void>, leave: () => Promise<void>])[] = [
  [
    'project with boxes',
    async () => {
      await app.page.keyboard.press('Control+1');
      await canvasReady(app.page);
    },
    async () => {},
  ],
  [
    'checks',
    async () => {
      await app.page.keyboard.press('y');
      await app.page.getByRole('region', { name: 'Checks' }).waitFor();
      await app.page.keyboard.press('k');
    },
    async () => {
      await app.page.keyboard.press('y');
    },
  ],
  [
    'models',
    async () => {
      await app.page.keyboard.press('Control+4');
      await app.page.getByRole('heading', { name: 'Models' }).waitFor();
    },
    async () => {},
  ],
  [
    'export',
    async () => {
      await app.page.keyboard.press('Control+5');
      await app.page.getByRole('heading', { name: 'Export' }).first().waitFor();
    },
    async () => {},
  ],
  [
    'settings',
    async () => {
      await app.page.keyboard.press('Control+,');
      await app.page.getByRole('dialog').waitFor();
    },
    escape,
  ],
  [
    'keys',
    async () => {
      await app.page.keyboard.press('F1');
      await app.page.getByRole('dialog').waitFor();
    },
    escape,
  ],
  [
    'palette',
    async () => {
      await app.page.keyboard.press('Control+k');
      await app.page.getByPlaceholder('Type a command').waitFor();
    },
    escape,
  ],
];

describe.each(['light', 'dark'])('in %s', (theme) => {
  beforeAll(async () => {
    folder = await temporaryFolder();
    app = await startSurd(join(folder.path, 'user'), [`--theme=${theme}`]);
  });

  afterAll(async () => {
    await app.close();
    await folder.remove();
  });

  it('has nothing serious when nothing is open', async () => {
    await app.page.getByRole('heading', { name: 'Label formula images, symbol by symbol' }).waitFor();
    expect(
      await app.page.evaluate("document.documentElement.getAttribute('data-mantine-color-scheme')"),
    ).toBe(theme);
    expect(await seriousProblems()).toEqual([]);
  });

  it('shows a project', async () => {
    const project = join(folder.path, 'samples.surd');
    makeSampleProject(project);
    await app.electron.evaluate(({ dialog }, path) => {
      dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [path] });
    }, project);
    await app.page.evaluate("window.surd.invoke('project.open', {}).then(({ ok }) => ok)");
    await app.page.reload();
    await app.page.getByRole('option', { name: /01-/ }).click();
    await canvasReady(app.page);
    await app.page.keyboard.press('r');
    await expect.poll(async () => (await boxRows(app.page)).length, { timeout: 30_000 }).toBeGreaterThan(5);
    await app.page.getByRole('listbox', { name: 'Boxes of the image' }).getByRole('option').first().click();
  });

  it.each(faces)('has nothing serious on: %s', async (_name, reach, leave) => {
    await reach();
    const problems = await seriousProblems();
    await leave();
    expect(problems).toEqual([]);
  });
});

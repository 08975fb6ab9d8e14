import { createHash } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { ModelManifest } from '#shared/detection/modelManifest.ts';
import { floatValue, onnxBytes, type OnnxGraph } from '#test/support/onnxModels.ts';
import { makeSampleProject } from './support/sampleProject.ts';
import { projectRoot, startSurd, temporaryFolder, type SurdApp } from './support/surdApp.ts';

let folder: Awaited<ReturnType<typeof temporaryFolder>>;
let app: SurdApp;
const path = (name: string): string => join(folder.path, name);

const node = (name: string, opType: string, input: readonly string[], output: string) => ({
  name,
  opType,
  input: [...input],
  output: [output],
});

/** Detectors that fail, each at a node called “odd”. */
const broken: Readonly<Record<string, OnnxGraph['node']>> = {
  refused: [node('odd', 'CropAndResize', ['image'], 'boxes')],
  // No image has a number of pixels that goes into this shape.
  stopped: [node('odd', 'Reshape', ['image', 'shape'], 'boxes')],
};

/** Puts a model among the person's own, under its name. */
async function addModel(id: string, nodes: OnnxGraph['node']): Promise<void> {
  const shipped = JSON.parse(
    await readFile(join(projectRoot, 'models', 'mobilenetFpn-f16.json'), 'utf8'),
  ) as ModelManifest;
  const { input, outputs } = shipped;
  const bytes = onnxBytes({
    name: id,
    node: [
      ...(nodes ?? []),
      node('', 'Identity', ['boxes'], outputs.scores),
      node('', 'Identity', ['boxes'], outputs.labels),
      ...(outputs.boxes === 'boxes' ? [] : [node('', 'Identity', ['boxes'], outputs.boxes)]),
    ],
    input: [floatValue(input.name, [1, 1, 'height', 'width'])],
    output: Object.values(outputs).map((name) => floatValue(name, ['n'])),
    initializer: [
      {
        name: 'shape',
        dims: [2n],
        dataType: 7,
        rawData: new Uint8Array(new BigInt64Array([999_983n, 2n]).buffer),
      },
    ],
  });
  const manifest: ModelManifest = {
    ...shipped,
    id,
    name: id,
    file: `${id}.onnx`,
    sizeBytes: bytes.length,
    sha256: createHash('sha256').update(bytes).digest('hex'),
  };
  await mkdir(path('user/models'), { recursive: true });
  await writeFile(path(`user/models/${id}.onnx`), bytes);
  await writeFile(path(`user/models/${id}.json`), JSON.stringify(manifest));
}

beforeAll(async () => {
  folder = await temporaryFolder();
  for (const [id, nodes] of Object.entries(broken)) await addModel(id, nodes);
  makeSampleProject(path('samples.surd'));
  app = await startSurd(path('user'), [path('samples.surd')]);
});

afterAll(async () => {
  await app.close();
  await folder.remove();
});

it.each(Object.keys(broken))('leads from a detector that is %s to its node', async (id) => {
  const { page } = app;
  await page.keyboard.press('Control+4');
  await page.getByRole('article', { name: id }).getByRole('button', { name: /^Use/ }).click();
  await page.keyboard.press('Control+1');
  await page.locator('[data-canvas][data-ready="true"]').waitFor();
  await page.keyboard.press('Shift+R');
  await page.getByRole('button', { name: 'Show in graph' }).last().click();
  const met = page.getByRole('article', { name: 'What the detector met' });
  await met.getByRole('button', { name: 'odd', exact: true }).waitFor();
  expect(await met.innerText()).toContain('What to do');
  await page
    .getByRole('region', { name: 'Details' })
    .getByRole('heading', { name: id === 'refused' ? 'CropAndResize' : 'Reshape' })
    .waitFor();
  const pictures = process.env['SURD_PICTURES'];
  if (pictures !== undefined) await page.screenshot({ path: join(pictures, `model-${id}.png`) });
});

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { tryModel } from '#electron/workers/inference/tryModel.ts';
import { openModelSource } from '#electron/workers/modelParse/openModelSource.ts';
import { onnxTextAsBinary } from '#shared/formats/model/onnx/onnxFormat.ts';
import { parseModel } from '#shared/formats/model/registry.ts';

const folder = join(import.meta.dirname, '../fixtures/onnxSyntax');

/** A model and all its data, without where it stood in its file and how many bytes it took there. */
function read(file: string): unknown {
  const { model, readConstant } = parseModel(openModelSource(join(folder, file)));
  const whole = JSON.stringify({ ...model, isText: null }, (key, value: unknown) =>
    key === 'source' || key === 'storedBytes' ? null : typeof value === 'bigint' ? String(value) : value,
  );
  const data = model.constants.map(({ id }) => {
    const content = readConstant(id);
    return content.kind === 'bytes'
      ? Buffer.from(content.bytes).toString('hex')
      : content.strings.map((text) => Buffer.from(text).toString());
  });
  return { model: JSON.parse(whole) as unknown, data };
}

it.each(['elements', 'structure'])('what ONNX prints and what it stores are one model: %s', (name) => {
  expect(read(`${name}.onnxtxt`)).toEqual(read(`${name}.onnx`));
});

it.each(['elements', 'structure'])('a model in text is given to the runtime as bytes: %s', async (name) => {
  const stored = readFileSync(join(folder, `${name}.onnx`));
  const printed = onnxTextAsBinary(readFileSync(join(folder, `${name}.onnxtxt`)));
  if (printed === null) throw new Error('It is no text.');
  expect(onnxTextAsBinary(stored)).toBeNull();
  expect(await tryModel(printed)).toBeNull();
});

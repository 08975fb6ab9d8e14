import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { create, toBinary } from '@bufbuild/protobuf';
import { toText } from '@bufbuild/protobuf/txtpb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openModelSource } from '#electron/workers/modelParse/openModelSource.ts';
import { AppError } from '#shared/base/errors.ts';
import { NetDefSchema } from '#shared/formats/model/caffe2/generated/caffe2_pb.ts';
import {
  GraphProtoSchema,
  ModelProtoSchema,
  TensorProto_DataLocation,
  TensorProtoSchema,
} from '#shared/formats/model/onnx/generated/onnx-ml_pb.ts';
import { parseModel } from '#shared/formats/model/registry.ts';
import { defaultReadLimits } from '#shared/model/readLimits.ts';

let folder = '';

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'surd-models-'));
});

afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

function put(name: string, content: Uint8Array | string): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

const read = (path: string) => parseModel(openModelSource(path));

function failure(path: string): AppError {
  try {
    read(path);
  } catch (thrown) {
    if (thrown instanceof AppError) return thrown;
    throw thrown;
  }
  throw new Error(`${path} was opened`);
}

/** Fields of a tensor that claims more than the file holds, and the like. */
type TensorFields = NonNullable<Parameters<typeof create<typeof GraphProtoSchema>>[1]>;

function onnx(
  graph: TensorFields,
  functions: readonly { readonly name: string; readonly calls: string }[] = [],
): Uint8Array {
  return toBinary(
    ModelProtoSchema,
    create(ModelProtoSchema, {
      irVersion: 8n,
      opsetImport: [{ domain: '', version: 17n }],
      graph,
      functions: functions.map(({ name, calls }) => ({
        name,
        domain: 'own',
        input: ['x'],
        output: ['y'],
        node: [{ opType: calls, domain: 'own', input: ['x'], output: ['y'] }],
      })),
    }),
  );
}

const relu = { opType: 'Relu', input: ['x'], output: ['y'] };
const small: TensorFields = { name: 'g', node: [relu], input: [{ name: 'x' }], output: [{ name: 'y' }] };

const net = create(NetDefSchema, {
  name: 'net',
  op: [
    { type: 'Conv', input: ['data', 'w'], output: ['c'] },
    { type: 'Relu', input: ['c'], output: ['c'] },
  ],
  externalInput: ['data', 'w'],
  externalOutput: ['c'],
});

describe('files that are no model', () => {
  it.each([
    [
      'page.onnx',
      '<!DOCTYPE html>\n<html><head><title>model.onnx at main · github</title></head></html>',
      'model.htmlPage',
    ],
    ['page.pbtxt', '<html lang="en"><body>404</body></html>', 'model.htmlPage'],
    [
      'init_net.pb',
      `version https://git-lfs.github.com/spec/v1\noid sha256:${'0'.repeat(64)}\nsize 12345\n`,
      'model.gitLfsPointer',
    ],
    ['empty.onnx', '', 'file.empty'],
    ['weights.pt', 'PK\u0003\u0004 rest of an archive', 'model.otherFormat'],
    ['old.prototxt', 'name: "caffe"\nlayer {\n  bottom: "data"\n  top: "conv"\n}\n', 'model.otherFormat'],
    ['notes.txt', 'These are notes about a model.', 'model.unknownFormat'],
    ['zeros.tflite', new Uint8Array(512), 'model.otherFormat'],
    [
      'layers.json',
      '{"format":"layers-model","modelTopology":{"model_config":{}},"weightsManifest":[]}',
      'model.notAGraph',
    ],
    ['cut.json', '{"format":"graph-model","modelTopology":{"node":[{"name":"a"', 'model.truncated'],
  ])('%s', (name, content, code) => {
    const error = failure(put(name, content));
    expect(error.code).toBe(code);
    expect(error.message).toContain(code === 'model.truncated' || code === 'model.notAGraph' ? ' ' : name);
  });

  it('names a single tensor of ONNX test data', () => {
    const tensor = create(TensorProtoSchema, { dims: [2n], dataType: 1, rawData: new Uint8Array(8) });
    const error = failure(put('input_0.pb', toBinary(TensorProtoSchema, tensor)));
    expect(error.code).toBe('model.notAGraph');
    expect(error.message).toContain('single ONNX tensor');
  });

  it('names the size that a git-LFS pointer stands for', () => {
    const error = failure(
      put('lfs.onnx', 'version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 169140542\n'),
    );
    expect(error.details['sizeBytes']).toBe(169_140_542);
  });

  it('refuses what does not exist, and folders without a model', () => {
    expect(failure(join(folder, 'nowhere.onnx')).code).toBe('file.notFound');
    mkdirSync(join(folder, 'nothing'));
    expect(failure(join(folder, 'nothing')).code).toBe('model.notAGraph');
  });
});

describe('models with something wrong', () => {
  it('opens a model with a newline after its end, and says so', () => {
    const bytes = onnx(small);
    const { model } = read(put('newline.onnx', Uint8Array.from([...bytes, 0x0a])));
    expect(model.graphs[0]?.nodes).toHaveLength(1);
    expect(model.findings.map(({ code }) => code)).toEqual(['file.strayBytes']);
  });

  it('finds a cut at every byte', () => {
    const bytes = onnx({
      ...small,
      initializer: [{ name: 'w', dims: [4n], dataType: 1, rawData: new Uint8Array(16) }],
    });
    const opsetBytes = 6;
    for (let length = 1; length < bytes.length; length++) {
      const path = put('cut.onnx', bytes.subarray(0, length));
      // Cut between the graph and the operator sets that end the file, what is left is a message of its own.
      const outcome =
        length === bytes.length - opsetBytes ? read(path).model.findings[0]?.code : failure(path).code;
      expect(['model.truncated', 'model.unknownFormat', 'model.notAGraph', 'onnx.noOpset']).toContain(
        outcome,
      );
    }
  });

  it('refuses a tensor of 2 GB in a file of some hundred bytes, without taking the memory', () => {
    const before = process.memoryUsage.rss();
    const claim = { name: 'huge', dims: [1024n, 1024n, 512n], dataType: 1, rawData: new Uint8Array(64) };
    const error = failure(put('huge.onnx', onnx({ ...small, initializer: [claim] })));
    expect(error.code).toBe('model.tensorSize');
    expect(error.details['claimed']).toBe(2 ** 31);
    expect(process.memoryUsage.rss() - before).toBeLessThan(200e6);
  });

  it('refuses dimensions that no memory holds, and negative ones', () => {
    const claim = (dims: readonly bigint[]) =>
      onnx({ ...small, initializer: [{ name: 'w', dims: [...dims], dataType: 1 }] });
    expect(failure(put('many.onnx', claim([2n ** 62n, 2n ** 62n]))).code).toBe('model.tensorSize');
    expect(failure(put('negative.onnx', claim([-5n]))).code).toBe('model.tensorSize');
  });

  it('refuses ten thousand nested subgraphs', () => {
    let inner: Uint8Array = toBinary(GraphProtoSchema, create(GraphProtoSchema, { name: 'leaf' }));
    const field = (number: number, content: Uint8Array): Uint8Array => {
      const length: number[] = [];
      let rest = content.length;
      for (; rest > 127; rest >>>= 7) length.push((rest & 127) | 128);
      length.push(rest);
      const joined = new Uint8Array(1 + length.length + content.length);
      joined.set([(number << 3) | 2, ...length]);
      joined.set(content, 1 + length.length);
      return joined;
    };
    // GraphProto.node = 1, NodeProto.attribute = 5, AttributeProto.g = 6.
    for (let level = 0; level < 10_000; level++) inner = field(1, field(5, field(6, inner)));
    const bytes = Uint8Array.from([0x08, 8, ...field(7, inner)]);
    expect(failure(put('nested.onnx', bytes)).code).toBe('model.tooDeep');
  });

  it('refuses ten thousand nested nets in a text', () => {
    const text = `${'op { type: "If" arg { name: "n" n { '.repeat(10_000)}${'} } }'.repeat(10_000)}`;
    expect(failure(put('nested.pbtxt', text)).code).toBe('model.tooDeep');
  });

  it('refuses functions that call each other in a circle', () => {
    const bytes = onnx({ name: 'g', node: [{ opType: 'A', domain: 'own', input: ['x'], output: ['y'] }] }, [
      { name: 'A', calls: 'B' },
      { name: 'B', calls: 'A' },
    ]);
    const error = failure(put('cyclic.onnx', bytes));
    expect(error.code).toBe('model.cyclic');
    expect(error.message).toContain('own::A');
  });

  it('refuses more nodes than the limit', () => {
    const path = put('many-nodes.onnx', onnx({ name: 'g', node: Array.from({ length: 50 }, () => relu) }));
    expect(() => parseModel(openModelSource(path), { ...defaultReadLimits, nodes: 49 })).toThrow(
      'more than 49 nodes',
    );
  });

  it('refuses messages by the million before it decodes them', () => {
    // 2 bytes for each empty node: 20 MB that would become gigabytes of objects.
    const nodes = new Uint8Array(20_000_000);
    for (let at = 0; at < nodes.length; at += 2) nodes[at] = 0x0a;
    const head = [0x08, 8, 0x3a, ...[0x80, 0xda, 0xc4, 0x09]];
    const bytes = new Uint8Array(head.length + nodes.length);
    bytes.set(head);
    bytes.set(nodes, head.length);
    expect(failure(put('bomb.onnx', bytes)).code).toBe('model.tooLarge');
  });

  it('opens a text net under the name of a binary one, and says so', () => {
    const { model } = read(put('text_net.pb', toText(NetDefSchema, net)));
    expect(model.format).toBe('caffe2');
    expect(model.graphs[0]?.nodes).toHaveLength(2);
    expect(model.findings.map(({ code }) => code)).toEqual(['file.textNamedBinary']);
  });

  it('reads the text of an ONNX model and says where its nodes stand in the binary one', () => {
    const proto = create(ModelProtoSchema, { irVersion: 8n, opsetImport: [{ version: 17n }], graph: small });
    const text = read(put('model.textproto', toText(ModelProtoSchema, proto))).model;
    const binary = read(put('model.onnx', toBinary(ModelProtoSchema, proto))).model;
    expect(text.graphs[0]?.nodes[0]?.opType).toBe('Relu');
    const offset = binary.graphs[0]?.nodes[0]?.source.byteOffset ?? -1;
    expect(Buffer.from(toBinary(ModelProtoSchema, proto).subarray(offset, offset + 3)).toString()).toBe(
      '\n\u0001x',
    );
  });
});

describe('files beside the model', () => {
  const external = (
    location: string,
    extra: readonly { readonly key: string; readonly value: string }[] = [],
  ) =>
    onnx({
      ...small,
      initializer: [
        {
          name: 'w',
          dims: [2n],
          dataType: 1,
          dataLocation: TensorProto_DataLocation.EXTERNAL,
          externalData: [{ key: 'location', value: location }, ...extra],
        },
      ],
    });

  it('reads weights from a file beside the model, on demand', () => {
    put('weights.bin', Uint8Array.from([0, 0, 0, 0, 0, 0, 128, 63, 0, 0, 0, 64]));
    const parsed = read(put('external.onnx', external('weights.bin', [{ key: 'offset', value: '4' }])));
    expect(parsed.model.findings).toEqual([]);
    expect(parsed.readConstant(0)).toEqual({
      kind: 'bytes',
      bytes: Uint8Array.from([0, 0, 128, 63, 0, 0, 0, 64]),
    });
  });

  it('says which file is missing, and which is too short', () => {
    const missing = read(put('missing.onnx', external('gone.bin'))).model;
    expect(missing.findings[0]?.code).toBe('model.externalDataMissing');
    expect(missing.findings[0]?.message.facts).toMatchObject({ file: 'gone.bin' });
    put('short.bin', new Uint8Array(4));
    expect(read(put('short.onnx', external('short.bin'))).model.findings[0]?.code).toBe(
      'model.externalDataTooShort',
    );
  });

  it.each(['../secret.bin', '/etc/hostname', 'sub/../../secret.bin', 'C:\\secret.bin', '..\\secret.bin'])(
    'reads nothing at %s',
    (location) => {
      const parsed = read(put('outside.onnx', external(location)));
      expect(parsed.model.findings[0]?.code).toBe('model.outsideFolder');
      expect(parsed.model.constants[0]?.isAvailable).toBe(false);
      expect(() => parsed.readConstant(0)).toThrow(AppError);
    },
  );

  it('follows no link out of the folder', () => {
    const secret = join(mkdtempSync(join(tmpdir(), 'surd-secret-')), 'secret.bin');
    writeFileSync(secret, new Uint8Array(8));
    symlinkSync(secret, join(folder, 'link.bin'));
    const parsed = read(put('linked.onnx', external('link.bin')));
    expect(parsed.model.findings[0]?.code).toBe('model.outsideFolder');
    expect(() => parsed.readConstant(0)).toThrow("outside the model's folder");
  });

  it('takes the weights of a Caffe2 net from its init net', () => {
    const init = create(NetDefSchema, {
      op: [
        {
          type: 'GivenTensorFill',
          output: ['w'],
          arg: [
            { name: 'shape', ints: [2n] },
            { name: 'values', floats: [1, 2] },
          ],
        },
      ],
    });
    put('toy_init_net.pb', toBinary(NetDefSchema, init));
    const parsed = read(put('toy_predict_net.pb', toBinary(NetDefSchema, net)));
    const [main] = parsed.model.graphs;
    expect(main?.inputs.map((id) => main.values[id]?.name)).toEqual(['data']);
    const weight = main?.values.find(({ name }) => name === 'w');
    expect(weight?.constant).not.toBeNull();
    expect(parsed.readConstant(weight?.constant ?? -1)).toEqual({
      kind: 'bytes',
      bytes: Uint8Array.from([0, 0, 128, 63, 0, 0, 0, 64]),
    });
    // ReLU in place gives a second value of the same name.
    expect(main?.values.filter(({ name }) => name === 'c')).toHaveLength(2);
  });

  it('opens a predict net whose init net is a git-LFS pointer', () => {
    put('lfs_init_net.pb', 'version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 99\n');
    const { model } = read(put('lfs_predict_net.pb', toBinary(NetDefSchema, net)));
    expect(model.graphs).toHaveLength(1);
    expect(model.findings[0]?.code).toBe('model.gitLfsPointer');
  });

  it('leaves the files as they were', () => {
    const path = put('same.onnx', onnx(small));
    const before = readFileSync(path);
    read(path);
    expect(readFileSync(path).equals(before)).toBe(true);
  });
});

import { say } from '../../../model/messages/message.ts';
// Caffe2, NetDef of caffe2/proto/caffe2.proto (PyTorch 1.13), predict net and init net
import { AppError } from '../../../base/errors.ts';
import type { ReadLimits } from '../../../model/readLimits.ts';
import { Deadline } from '../deadline.ts';
import { type GraphBuilder, ModelBuilder } from '../modelBuilder.ts';
import type { ModelFormat, ModelSource } from '../modelFormat.ts';
import { blockLines } from '../protobuf/blockLines.ts';
import { type Decoded, decodeBinary, decodeText } from '../protobuf/decode.ts';
import { firstField, matchShape } from '../protobuf/protoShape.ts';
import { textFields } from '../protobuf/textShape.ts';
import { addStrayBytesFinding } from '../strayBytes.ts';
import { refuseWrongFile } from '../wrongFiles.ts';
import { addNet, foldFills } from './caffe2Net.ts';
import { isFill } from './caffe2Tensor.ts';
import { type NetDef, NetDefSchema, OperatorDefSchema } from './generated/caffe2_pb.ts';

const tracked = new Set(['caffe2.OperatorDef', 'caffe2.Argument', 'caffe2.NetDef']);

/** Partitions of a NetDef. */
const unreadOfNet = [9];

/** Caffe2 nets. */
export const caffe2Format: ModelFormat = {
  id: 'caffe2',
  displayName: 'Caffe2',
  extensions: ['.pb', '.pbtxt', '.prototxt'],

  match({ bytes }) {
    const names = textFields(bytes);
    if (names !== null) return names.has('op') && !names.has('node') ? 'certain' : null;
    const { isClean, isWhole } = matchShape(NetDefSchema, bytes, unreadOfNet);
    const operator = firstField(bytes, 2);
    if (operator === null) return null;
    const inner = matchShape(OperatorDefSchema, operator);
    if (!inner.isClean || inner.counts.get(4) !== 1) return null;
    return isClean || !isWhole ? 'certain' : 'likely';
  },

  parse(source, limits) {
    const deadline = new Deadline(limits.milliseconds);
    const builder = new ModelBuilder(limits, deadline);
    const isText = textFields(source.bytes) !== null;
    const net = decodeNet(source.bytes, limits, deadline);
    if (net.message.op.length === 0)
      throw new AppError('model.notAGraph', 'The Caffe2 net holds no operators.');
    if (net.strayBytes > 0) addStrayBytesFinding(builder, net.strayBytes);
    addNamedAsBinaryFinding(builder, source.fileName, isText);
    const lines = isText ? blockLines(source.bytes, 'op', 0) : [];
    addNet({ builder, file: source.fileName, lines }, net.message, net.tree, 'main', null, null);
    const main = builder.graphs[0];
    if (main === undefined) throw new Error('The net was not added');
    if (net.message.op.every(({ type }) => isFill(type))) foldFills(builder, main, net.message);
    else addInitNet(builder, source, main, limits, deadline);
    return builder.finish({
      format: 'caffe2',
      formatVersion: 'NetDef',
      isText,
      producer: null,
      opsets: [],
      metadata: net.message.type === '' ? [] : [{ name: 'net type', value: net.message.type }],
    });
  },
};

function decodeNet(bytes: Uint8Array, limits: ReadLimits, deadline: Deadline): Decoded<typeof NetDefSchema> {
  return textFields(bytes) === null
    ? decodeBinary(NetDefSchema, bytes, tracked, limits, deadline)
    : decodeText(NetDefSchema, bytes, limits);
}

/** Names under which the init net of a predict net is kept. */
function initNetNames(fileName: string): readonly string[] {
  const names = [
    fileName.replace(/predict_net/i, 'init_net'),
    fileName.replace(/predict/i, 'init'),
    fileName.replace(/(\.pb(txt)?)$/i, '_init$1'),
    fileName.replace(/model\.pb(txt)?$/i, 'model_init.pb'),
  ].flatMap((name) => [name, name.replace(/\.pbtxt$/i, '.pb')]);
  const stem = (name: string): string => name.replace(/\.[^.]*$/, '');
  return [...new Set(names)].filter((name) => stem(name) !== stem(fileName));
}

/** Takes the weights from the init net that stands beside a predict net. A broken one spoils no view of the graph. */
function addInitNet(
  builder: ModelBuilder,
  source: ModelSource,
  main: GraphBuilder,
  limits: ReadLimits,
  deadline: Deadline,
): void {
  const fileName = initNetNames(source.fileName).find((name) => source.folder.sizeOf(name) !== null);
  if (fileName === undefined) return;
  let net: NetDef;
  try {
    const bytes = source.folder.read(fileName);
    refuseWrongFile(bytes, fileName);
    // What the predict net left of the memory is not known: half of the whole is always there.
    net = decodeNet(bytes, { ...limits, decodedBytes: limits.decodedBytes / 2 }, deadline).message;
  } catch (thrown) {
    if (!(thrown instanceof AppError)) throw thrown;
    builder.addFinding({
      code: thrown.code,
      severity: 'warning',
      message: say('file.initNet', { file: fileName, reason: thrown.message }),
      fix: [say('file.initNet.do', { file: fileName })],
      graph: null,
      node: null,
    });
    return;
  }
  if (!net.op.some(({ type }) => isFill(type))) return;
  const id = addNet({ builder, file: fileName, lines: [] }, net, null, 'initNet', null, null);
  const init = builder.graphs[id];
  if (init === undefined) return;
  foldFills(builder, init, net);
  const given = new Set<string>();
  for (const node of init.nodes) {
    for (const output of node.outputs) {
      if (output === null) continue;
      const { name, constant, type } = init.get(output);
      const value = main.find(name) === null ? null : firstValue(main, name);
      if (value === null) continue;
      given.add(name);
      if (constant !== null) main.setConstant(value, constant);
      if (type !== null) main.setType(value, type);
    }
  }
  // What the init net gives is not for the caller to give.
  const open = main.inputs.filter((input) => !given.has(main.get(input).name));
  main.inputs.splice(0, main.inputs.length, ...open);
}

/** The blob as it was before any operator wrote to it. */
function firstValue(graph: GraphBuilder, name: string): number | null {
  return graph.inputs.find((input) => graph.get(input).name === name) ?? null;
}

function addNamedAsBinaryFinding(builder: ModelBuilder, fileName: string, isText: boolean): void {
  const isNamedText = /\.(pbtxt|prototxt|txt)$/i.test(fileName);
  if (isText === isNamedText || !/\.pb(txt)?$/i.test(fileName)) return;
  builder.addFinding({
    code: isText ? 'file.textNamedBinary' : 'file.binaryNamedText',
    severity: 'warning',
    message: say(isText ? 'file.textNamedBinary' : 'file.binaryNamedText', { file: fileName }),
    fix: [say(isText ? 'file.textNamedBinary.do' : 'file.binaryNamedText.do')],
    graph: null,
    node: null,
  });
}

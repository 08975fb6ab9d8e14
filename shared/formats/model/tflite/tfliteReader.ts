import { say } from '../../../model/messages/message.ts';
// TFLite schema 3, LiteRT tflite/converter/schema/schema.fbs
import { AppError } from '../../../base/errors.ts';
import type { ConstantId, ValueId } from '../../../model/modelGraph.ts';
import { tensorByteLength, type ValueType } from '../../../model/valueType.ts';
import { findCycle } from '../findCycle.ts';
import type { GraphBuilder, ModelBuilder } from '../modelBuilder.ts';
import type { ConstantContent, ModelSource, ParsedModel } from '../modelFormat.ts';
import { decodeUtf8 } from '../protobuf/decode.ts';
import { enums } from './generated/schema.ts';
import type { FlatFile, FlatTable } from './flatTable.ts';
import { readOptions } from './tfliteOptions.ts';
import { tfliteQuantization, tfliteType } from './tfliteTypes.ts';

interface OperatorCode {
  readonly opType: string;
  readonly isCustom: boolean;
  readonly version: number;
}

interface StoredBytes {
  readonly length: number;
  readonly externalFile: string | null;
  read(): ConstantContent;
}

/** `CUSTOM` of `BuiltinOperator`: the name stands in `custom_code`. */
const customCode = 32;

const newestVersion = 3;

/** Builds the IR from a TFLite model. */
export class TfliteReader {
  private readonly builder: ModelBuilder;
  private readonly source: ModelSource;
  private readonly file: FlatFile;
  private readonly model: FlatTable;
  private readonly buffers: readonly FlatTable[];
  private readonly constants = new Map<number, ConstantId>();

  constructor(builder: ModelBuilder, source: ModelSource, file: FlatFile) {
    this.builder = builder;
    this.source = source;
    this.file = file;
    this.model = file.root('Model');
    this.buffers = this.model.tables('buffers');
  }

  read(): ParsedModel {
    const version = this.model.number('version');
    if (version > newestVersion) {
      throw new AppError(
        'model.unsupportedVersion',
        `The TFLite file claims schema version ${version}; ${newestVersion} is the newest there is. It is damaged, or no TFLite model.`,
        { version },
      );
    }
    const subgraphs = this.model.tables('subgraphs');
    if (subgraphs.length === 0) throw new AppError('model.notAGraph', 'The TFLite file holds no subgraph.');
    const codes = this.model.tables('operator_codes').map(readOperatorCode);
    const graphs = subgraphs.map((subgraph, index) => {
      const name = subgraph.string('name') ?? '';
      return this.builder.addGraph(
        name === '' ? `subgraph ${index}` : name,
        index === 0 ? 'main' : 'subgraph',
        null,
      );
    });
    const callees = graphs.map((graph, index) => {
      const subgraph = subgraphs[index];
      return subgraph === undefined ? [] : this.fillGraph(graph, subgraph, codes);
    });
    const cycle = findCycle(callees);
    if (cycle !== null) {
      throw new AppError(
        'model.cyclic',
        `Subgraphs of the model run each other in a circle: ${cycle.join(' → ')}.`,
        {
          subgraphs: cycle.join(', '),
        },
      );
    }
    return this.builder.finish({
      format: 'tflite',
      formatVersion: `TFLite schema ${version}`,
      isText: false,
      producer: this.model.string('description'),
      opsets: [],
      metadata: this.metadata(),
    });
  }

  /** @returns the subgraphs that operators of this one run */
  private fillGraph(
    graph: GraphBuilder,
    subgraph: FlatTable,
    codes: readonly OperatorCode[],
  ): readonly number[] {
    const tensors = subgraph.tables('tensors');
    tensors.forEach((tensor, index) => {
      this.addTensor(graph, tensor, index);
    });
    const valueAt = (index: number | bigint, what: string): ValueId | null => {
      if (index === -1) return null;
      if (index < 0 || index >= tensors.length) {
        throw new AppError(
          'model.malformed',
          `${what} of “${graph.name}” is tensor ${index} of ${tensors.length}.`,
          {
            graph: graph.name,
          },
        );
      }
      return Number(index);
    };
    const ports = (field: string): ValueId[] =>
      subgraph.numbers(field).flatMap((index) => valueAt(index, `One of the ${field}`) ?? []);
    graph.inputs.push(...ports('inputs'));
    graph.outputs.push(...ports('outputs'));

    const callees: number[] = [];
    for (const operator of subgraph.tables('operators')) {
      const index = operator.number('opcode_index');
      const code = codes[index];
      if (code === undefined) {
        throw new AppError(
          'model.malformed',
          `An operator of “${graph.name}” has code ${index} of ${codes.length}.`,
          {
            graph: graph.name,
          },
        );
      }
      const { attributes, graphs } = readOptions(operator, this.builder.graphs.length);
      const outputs = operator.numbers('outputs').map((output) => valueAt(output, 'An output'));
      const node = graph.addNode({
        name: '',
        opType: code.opType,
        domain: code.isCustom ? 'custom' : '',
        version: code.version,
        inputs: operator.numbers('inputs').map((input) => valueAt(input, 'An input')),
        outputs,
        controlInputs: [],
        attributes,
        calls: null,
        source: { file: this.source.fileName, byteOffset: operator.position, line: null },
      });
      for (const output of outputs) if (output !== null) graph.setProducer(output, node);
      for (const attribute of attributes) {
        if (attribute.value.kind !== 'graph') continue;
        callees.push(attribute.value.graph);
        this.builder.graphs[attribute.value.graph]?.setParent({
          graph: graph.id,
          node,
          attribute: attribute.name,
        });
      }
      callees.push(...graphs.filter((id) => !callees.includes(id)));
    }
    return callees;
  }

  private addTensor(graph: GraphBuilder, tensor: FlatTable, index: number): void {
    this.builder.countValue();
    const name = tensor.string('name') ?? '';
    const type = tfliteType(tensor);
    const id = graph.addValue(name === '' ? `tensor ${index}` : name, type);
    const quantization = tfliteQuantization(tensor);
    if (quantization !== null) graph.setQuantization(id, quantization);
    const constant = this.constantOf(tensor, name, type);
    if (constant !== null) graph.setConstant(id, constant);
  }

  private constantOf(tensor: FlatTable, name: string, type: ValueType): ConstantId | null {
    const external = tensor.number('external_buffer');
    const index = tensor.number('buffer');
    const key = external > 0 ? -external : index;
    const known = this.constants.get(key);
    if (known !== undefined) return known;
    const stored = external > 0 ? this.externalBytes(external) : this.bufferBytes(index);
    if (stored === null || type.kind !== 'tensor') return null;
    const claimed =
      type.isSparse || type.dtype === 'string' ? null : tensorByteLength(type.dtype, type.shape);
    if (claimed !== null && claimed > stored.length) {
      throw new AppError(
        'model.tensorSize',
        `Tensor “${name}” (${type.dtype}[${(type.shape ?? []).join(',')}]) claims ${claimed} bytes, but its buffer holds ${stored.length}.`,
        { tensor: name, claimed, available: stored.length },
      );
    }
    const isAvailable = stored.externalFile === null || this.isThere(stored.externalFile, name);
    const id = this.builder.addConstant(
      {
        name,
        dtype: type.dtype,
        shape: type.shape,
        storedBytes: stored.length,
        isSparse: type.isSparse,
        externalFile: stored.externalFile,
        isAvailable,
      },
      () => stored.read(),
    );
    this.constants.set(key, id);
    return id;
  }

  /** Bytes of a buffer, in the flatbuffer or, for files above 2 GB, after it. */
  private bufferBytes(index: number): StoredBytes | null {
    const buffer = this.buffers[index];
    if (buffer === undefined) {
      if (index === 0) return null;
      throw new AppError('model.malformed', `A tensor points at buffer ${index} of ${this.buffers.length}.`);
    }
    const inside = buffer.bytes('data');
    if (inside !== null && inside.length > 0) return stored(inside);
    const offset = buffer.number('offset');
    const size = buffer.number('size');
    // Offsets 0 and 1 are what converters write before they know better.
    if (offset <= 1 || size === 0) return null;
    this.file.inside(offset, size);
    return stored(this.file.bytes.subarray(offset, offset + size));
  }

  private externalBytes(id: number): StoredBytes | null {
    const buffer = this.model.tables('external_buffers').find((candidate) => candidate.number('id') === id);
    if (buffer === undefined)
      throw new AppError(
        'model.malformed',
        `A tensor points at external buffer ${id}, which is not declared.`,
      );
    const file = this.model.tables('external_buffer_groups')[buffer.number('group')]?.string('name') ?? '';
    const offset = buffer.number('offset');
    const length = buffer.number('length');
    return {
      length,
      externalFile: file,
      read: () => ({ kind: 'bytes', bytes: this.source.folder.read(file, offset, length) }),
    };
  }

  private isThere(file: string, name: string): boolean {
    let isOutside = false;
    let code = 'model.externalDataMissing';
    try {
      if (this.source.folder.sizeOf(file) !== null) return true;
    } catch (thrown) {
      if (!(thrown instanceof AppError)) throw thrown;
      isOutside = true;
      code = thrown.code;
    }
    this.builder.addFinding({
      code,
      severity: 'error',
      message: say(isOutside ? 'file.lite.outside' : 'file.lite.missing', { name, file }),
      fix: [say('file.copy.do', { file })],
      graph: null,
      node: null,
    });
    return false;
  }

  private metadata(): { readonly name: string; readonly value: string }[] {
    const entries = this.model.tables('metadata').map((entry) => {
      const bytes = this.bufferBytes(entry.number('buffer'));
      const name = entry.string('name') ?? '';
      const content = bytes?.read();
      const isText = name === 'min_runtime_version' || name === 'CONVERSION_METADATA_TEXT';
      const value =
        isText && content?.kind === 'bytes'
          ? decodeUtf8(content.bytes).replaceAll('\0', '')
          : `${bytes?.length ?? 0} bytes`;
      return { name, value };
    });
    const signatures = this.model.tables('signature_defs').map((signature) => ({
      name: `signature ${signature.string('signature_key') ?? ''}`,
      value: ['inputs', 'outputs']
        .map(
          (field) =>
            `${field}: ${signature
              .tables(field)
              .map((port) => port.string('name') ?? '')
              .join(', ')}`,
        )
        .join('; '),
    }));
    return [...entries, ...signatures];
  }
}

function stored(bytes: Uint8Array): StoredBytes {
  return { length: bytes.length, externalFile: null, read: () => ({ kind: 'bytes', bytes }) };
}

function readOperatorCode(code: FlatTable): OperatorCode {
  // Codes above 127 do not fit the first field, which old files alone have: the larger one counts.
  const number = Math.max(code.number('deprecated_builtin_code'), code.number('builtin_code'));
  const version = Math.max(1, code.number('version'));
  if (number === customCode)
    return { opType: code.string('custom_code') ?? 'CUSTOM', isCustom: true, version };
  return { opType: enums['BuiltinOperator']?.[number] ?? `BUILTIN_${number}`, isCustom: false, version };
}

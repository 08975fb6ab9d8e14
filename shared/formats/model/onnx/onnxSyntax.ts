// ONNX' textual syntax, onnx/docs/Syntax.md: what onnx.printer writes and onnx.parser reads
import { create, type MessageInitShape } from '@bufbuild/protobuf';
import { getTextEncoding } from '@bufbuild/protobuf/wire';
import { AppError } from '../../../base/errors.ts';
import type { ReadLimits } from '../../../model/readLimits.ts';
import type { Deadline } from '../deadline.ts';
import { decodeUtf8, maxTextBytes } from '../protobuf/decode.ts';
import {
  type AttributeProtoSchema,
  AttributeProto_AttributeType as AttributeType,
  type GraphProtoSchema,
  type ModelProto,
  ModelProtoSchema,
  type NodeProtoSchema,
  TensorProto_DataType as DataType,
  type TensorProtoSchema,
  type TypeProtoSchema,
} from './generated/onnx-ml_pb.ts';
import { SyntaxTokens } from './syntaxTokens.ts';

type GraphInit = MessageInitShape<typeof GraphProtoSchema>;
type NodeInit = MessageInitShape<typeof NodeProtoSchema>;
type AttributeInit = MessageInitShape<typeof AttributeProtoSchema>;
type TensorInit = MessageInitShape<typeof TensorProtoSchema>;
type TypeInit = MessageInitShape<typeof TypeProtoSchema>;
type AttributeTypeName = keyof typeof AttributeType;

interface TensorHead {
  readonly dataType: number;
  /** Null when the type says nothing of the shape. */
  readonly dims: readonly (bigint | string)[] | null;
}

interface Typed {
  readonly name: string;
  readonly type: TypeInit;
  readonly tensor: TensorInit | null;
}

type Single =
  | { readonly kind: 'number' | 'text'; readonly text: string }
  | { readonly kind: 'tensor'; readonly tensor: TensorInit }
  | { readonly kind: 'graph'; readonly graph: GraphInit };

/** Whether a file begins as a model in ONNX' textual syntax does: with its header. */
export function isOnnxSyntax(bytes: Uint8Array): boolean {
  const head = bytes.subarray(0, 4096);
  return /^(?:\s|#[^\n]*\n)*<(?:\s|#[^\n]*\n)*(?:ir_version|opset_import|producer_name)\s*:/.test(
    decodeUtf8(head),
  );
}

/**
 * Reads a model in ONNX' textual syntax: header, main graph, nodes with attributes and subgraphs, initializers written
 * out. Local functions, external data and types other than tensors are refused by name.
 *
 * @throws AppError `model.malformed` with the line, `model.tooDeep`, `model.tooLarge`, `model.tooSlow`
 */
export function parseOnnxSyntax(bytes: Uint8Array, limits: ReadLimits, deadline: Deadline): ModelProto {
  if (bytes.length > maxTextBytes) {
    throw new AppError('model.tooLarge', `Text models above ${maxTextBytes} bytes are not read.`, {
      limit: maxTextBytes,
    });
  }
  return new Parser(new SyntaxTokens(decodeUtf8(bytes), deadline), limits.depth).model();
}

class Parser {
  private readonly tokens: SyntaxTokens;
  private readonly maxDepth: number;
  private depth = 0;

  constructor(tokens: SyntaxTokens, maxDepth: number) {
    this.tokens = tokens;
    this.maxDepth = maxDepth;
  }

  model(): ModelProto {
    const model = create(ModelProtoSchema);
    this.tokens.expect('<');
    this.list('>', () => {
      const field = this.word();
      this.tokens.expect(':');
      if (field === 'ir_version') model.irVersion = this.integer();
      else if (field === 'model_version') model.modelVersion = this.integer();
      else if (field === 'producer_name') model.producerName = this.name();
      else if (field === 'producer_version') model.producerVersion = this.name();
      else if (field === 'domain') model.domain = this.name();
      else if (field === 'doc_string') model.docString = this.name();
      else if (field === 'opset_import') {
        const opsets = this.pairs(() => this.integer());
        model.opsetImport = create(ModelProtoSchema, {
          opsetImport: opsets.map(([domain, version]) => ({ domain, version })),
        }).opsetImport;
      } else if (field === 'metadata_props') {
        const props = this.pairs(() => this.name());
        model.metadataProps = create(ModelProtoSchema, {
          metadataProps: props.map(([key, value]) => ({ key, value })),
        }).metadataProps;
      } else this.tokens.fail(`“${field}” is no field of a model`);
    });
    const { graph } = create(ModelProtoSchema, { graph: this.graph(this.name()) });
    if (graph !== undefined) model.graph = graph;
    if (this.tokens.peek().kind !== 'end')
      this.tokens.fail('local functions are not read; the end is expected');
    return model;
  }

  private graph(name: string): GraphInit {
    if (++this.depth > this.maxDepth) {
      throw new AppError('model.tooDeep', `The model nests deeper than ${this.maxDepth} levels.`, {
        limit: this.maxDepth,
      });
    }
    this.tokens.expect('(');
    const inputs = this.list(')', () => this.typed());
    this.tokens.expect('=>');
    this.tokens.expect('(');
    const outputs = this.list(')', () => this.typed());
    const others = this.tokens.take('<') ? this.list('>', () => this.typed()) : [];
    this.tokens.expect('{');
    const node: NodeInit[] = [];
    while (!this.tokens.take('}')) node.push(this.node());
    this.depth--;
    const info = ({ name: of, type }: Typed): { name: string; type: TypeInit } => ({ name: of, type });
    return {
      name,
      input: inputs.map(info),
      output: outputs.map(info),
      initializer: [...inputs, ...others].flatMap(({ tensor }) => (tensor === null ? [] : [tensor])),
      valueInfo: others.filter(({ tensor }) => tensor === null).map(info),
      node,
    };
  }

  private node(): NodeInit {
    let label = '';
    if (this.tokens.take('[')) {
      label = this.name();
      this.tokens.expect(']');
    }
    const output = this.names('=');
    const path = [this.word()];
    while (this.tokens.take('.')) path.push(this.word());
    const before = this.attributes();
    this.tokens.expect('(');
    const input = this.names(')');
    return {
      name: label,
      output,
      input,
      domain: path.slice(0, -1).join('.'),
      opType: path.at(-1) ?? '',
      attribute: [...before, ...this.attributes()],
    };
  }

  private attributes(): AttributeInit[] {
    return this.tokens.take('<') ? this.list('>', () => this.attribute()) : [];
  }

  private attribute(): AttributeInit {
    const name = this.word();
    let typeName: AttributeTypeName | null = null;
    if (this.tokens.take(':')) {
      const written = this.word().toUpperCase();
      if (!(written in AttributeType)) this.tokens.fail(`“${written}” is no type of an attribute`);
      typeName = written as AttributeTypeName;
    }
    this.tokens.expect('=');
    if (this.tokens.take('@'))
      return { name, refAttrName: this.word(), type: AttributeType[typeName ?? 'UNDEFINED'] };
    const isList = this.tokens.take('[');
    const values = isList ? this.list(']', () => this.single()) : [this.single()];
    const base = typeName?.replace(/S$/, '') ?? this.guess(values);
    const numbers = values.flatMap((value) => (value.kind === 'number' ? [value.text] : []));
    const texts = values.flatMap((value) => (value.kind === 'text' ? [encode(value.text)] : []));
    const tensors = values.flatMap((value) => (value.kind === 'tensor' ? [value.tensor] : []));
    const graphs = values.flatMap((value) => (value.kind === 'graph' ? [value.graph] : []));
    const only = <Value>(found: readonly Value[]): Value =>
      found.length === values.length && found[0] !== undefined
        ? found[0]
        : this.tokens.fail(`the value of “${name}” does not fit its type`);
    const all = <Value>(found: Value[]): Value[] => {
      if (found.length !== values.length) this.tokens.fail(`a value of “${name}” does not fit its type`);
      return found;
    };
    switch (base) {
      case 'INT':
        return isList
          ? { name, type: AttributeType.INTS, ints: all(numbers).map((text) => this.toInteger(text)) }
          : { name, type: AttributeType.INT, i: this.toInteger(only(numbers)) };
      case 'FLOAT':
        return isList
          ? { name, type: AttributeType.FLOATS, floats: all(numbers).map(toFloat) }
          : { name, type: AttributeType.FLOAT, f: toFloat(only(numbers)) };
      case 'STRING':
        return isList
          ? { name, type: AttributeType.STRINGS, strings: all(texts) }
          : { name, type: AttributeType.STRING, s: only(texts) };
      case 'TENSOR':
        return isList
          ? { name, type: AttributeType.TENSORS, tensors: all(tensors) }
          : { name, type: AttributeType.TENSOR, t: only(tensors) };
      case 'GRAPH':
        return isList
          ? { name, type: AttributeType.GRAPHS, graphs: all(graphs) }
          : { name, type: AttributeType.GRAPH, g: only(graphs) };
      default:
        return this.tokens.fail(`attributes of type “${base.toLowerCase()}” are not read`);
    }
  }

  private guess(values: readonly Single[]): string {
    const [first] = values;
    if (first === undefined) return this.tokens.fail('an empty list needs its type');
    if (first.kind === 'text') return 'STRING';
    if (first.kind !== 'number') return first.kind.toUpperCase();
    return values.every((value) => value.kind === 'number' && /^[-+]?\d+$/.test(value.text))
      ? 'INT'
      : 'FLOAT';
  }

  private single(): Single {
    const { kind, text } = this.tokens.peek();
    if (kind === 'number' || kind === 'text') {
      this.tokens.next();
      return { kind, text };
    }
    if (kind === 'word' && isNumberWord(text)) {
      this.tokens.next();
      return { kind: 'number', text };
    }
    if (kind !== 'word') return this.tokens.fail('a value is expected');
    if (!(text.toUpperCase() in DataType)) {
      return { kind: 'graph', graph: this.graph(this.name()) };
    }
    const head = this.tensorHead();
    const next = this.tokens.peek();
    const name = next.kind === 'word' || next.kind === 'text' ? this.name() : '';
    this.tokens.take('=');
    return { kind: 'tensor', tensor: this.data(name, head) };
  }

  private typed(): Typed {
    const head = this.tensorHead();
    const name = this.name();
    const shape = head.dims?.map((dim) => ({
      value:
        typeof dim === 'bigint'
          ? { case: 'dimValue' as const, value: dim }
          : dim === ''
            ? { case: undefined }
            : { case: 'dimParam' as const, value: dim },
    }));
    const type: TypeInit = {
      value: {
        case: 'tensorType',
        value: { elemType: head.dataType, ...(shape === undefined ? {} : { shape: { dim: shape } }) },
      },
    };
    return { name, type, tensor: this.tokens.take('=') ? this.data(name, head) : null };
  }

  private tensorHead(): TensorHead {
    const { kind, text } = this.tokens.peek();
    const dataType = Object.entries(DataType).find(([name]) => name === text.toUpperCase())?.[1];
    if (kind !== 'word' || dataType === undefined)
      return this.tokens.fail('the type of a tensor is expected');
    this.tokens.next();
    // “float” says a scalar, “float[]” an unknown shape.
    if (!this.tokens.take('[')) return { dataType, dims: [] };
    if (this.tokens.take(']')) return { dataType, dims: null };
    const dims = this.list(']', () => {
      if (this.tokens.take('?')) return '';
      return this.tokens.peek().kind === 'number' ? this.integer() : this.name();
    });
    return { dataType, dims };
  }

  private data(name: string, { dataType, dims }: TensorHead): TensorInit {
    if (this.tokens.isSign('[')) this.tokens.fail('external data is not read; data in braces is expected');
    this.tokens.expect('{');
    const texts = this.list('}', () => {
      const { kind, text } = this.tokens.peek();
      if (kind !== 'number' && kind !== 'text' && !(kind === 'word' && isNumberWord(text)))
        this.tokens.fail('a number or a text is expected');
      return this.tokens.next().text;
    });
    const known = (dims ?? [BigInt(texts.length)]).map((dim) =>
      typeof dim === 'bigint' ? dim : this.tokens.fail('data needs a shape in numbers'),
    );
    const head = { name, dataType, dims: known };
    const integers = (): bigint[] => texts.map((text) => this.toInteger(text));
    switch (dataType) {
      case DataType.FLOAT:
        return { ...head, floatData: texts.map(toFloat) };
      case DataType.DOUBLE:
        return { ...head, doubleData: texts.map(toFloat) };
      case DataType.INT64:
        return { ...head, int64Data: integers() };
      case DataType.UINT32:
      case DataType.UINT64:
        return { ...head, uint64Data: integers().map((value) => BigInt.asUintN(64, value)) };
      case DataType.INT32:
      case DataType.INT16:
      case DataType.INT8:
      case DataType.UINT16:
      case DataType.UINT8:
      case DataType.BOOL:
        return { ...head, int32Data: integers().map((value) => Number(BigInt.asIntN(32, value))) };
      case DataType.STRING:
        return { ...head, stringData: texts.map(encode) };
      default:
        return this.tokens.fail('data of this type is not read');
    }
  }

  private pairs<Value>(value: () => Value): (readonly [string, Value])[] {
    this.tokens.expect('[');
    return this.list(']', () => {
      const key = this.name();
      this.tokens.expect(':');
      return [key, value()] as const;
    });
  }

  private list<Item>(end: string, item: () => Item): Item[] {
    const items: Item[] = [];
    if (this.tokens.take(end)) return items;
    do items.push(item());
    while (this.tokens.take(','));
    this.tokens.expect(end);
    return items;
  }

  /** Names of values; an empty place between commas is an optional value left out. */
  private names(end: string): string[] {
    return this.list(end, () => (this.tokens.isSign(',') || this.tokens.isSign(end) ? '' : this.name()));
  }

  private word(): string {
    return this.tokens.peek().kind === 'word'
      ? this.tokens.next().text
      : this.tokens.fail('a name is expected');
  }

  private name(): string {
    return this.tokens.peek().kind === 'text' ? this.tokens.next().text : this.word();
  }

  private integer(): bigint {
    return this.toInteger(this.tokens.next().text);
  }

  private toInteger(text: string): bigint {
    return /^[-+]?\d{1,20}$/.test(text)
      ? BigInt.asIntN(64, BigInt(text.replace('+', '')))
      : this.tokens.fail('a whole number is expected before this');
  }
}

function isNumberWord(text: string): boolean {
  return /^(?:nan|inf|infinity)$/i.test(text);
}

function toFloat(text: string): number {
  if (/nan$/i.test(text)) return NaN;
  return /inf/i.test(text) ? (text.startsWith('-') ? -Infinity : Infinity) : Number(text);
}

function encode(text: string): Uint8Array<ArrayBuffer> {
  return getTextEncoding().encodeUtf8(text);
}

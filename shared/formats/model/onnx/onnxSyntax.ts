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
  type FunctionProtoSchema,
  type GraphProtoSchema,
  type ModelProto,
  ModelProtoSchema,
  type NodeProtoSchema,
} from './generated/onnx-ml_pb.ts';
import { isTensorData, readTensorData, type TensorInit } from './onnxSyntaxData.ts';
import { isType, readType, type TypeInit } from './onnxSyntaxTypes.ts';
import { SyntaxTokens } from './syntaxTokens.ts';
import { isNumber, readName, readNames, readPairs, readWord, toFloat, toInteger } from './syntaxValues.ts';

type GraphInit = MessageInitShape<typeof GraphProtoSchema>;
type FunctionInit = MessageInitShape<typeof FunctionProtoSchema>;
type NodeInit = MessageInitShape<typeof NodeProtoSchema>;
type AttributeInit = MessageInitShape<typeof AttributeProtoSchema>;
type AttributeTypeName = keyof typeof AttributeType;

interface Opset {
  readonly domain: string;
  readonly version: bigint;
}

/** A name with what is said of it. */
interface Declared {
  readonly name: string;
  readonly type: TypeInit | null;
  readonly tensor: TensorInit | null;
}

type Single =
  | { readonly kind: 'number' | 'text'; readonly text: string }
  | { readonly kind: 'tensor'; readonly tensor: TensorInit }
  | { readonly kind: 'graph'; readonly graph: GraphInit }
  | { readonly kind: 'type_proto'; readonly type: TypeInit };

/** Whether a file begins as a model in ONNX' textual syntax does: with its header. */
export function isOnnxSyntax(bytes: Uint8Array): boolean {
  const head = bytes.subarray(0, 4096);
  return /^(?:\s|#[^\n]*\n)*<(?:\s|#[^\n]*\n)*(?:ir_version|opset_import|producer_name)\s*:/.test(
    decodeUtf8(head),
  );
}

/**
 * Reads a model in ONNX' textual syntax: header, main graph, nodes with attributes and subgraphs, initializers written
 * out or in files beside it, functions. What the syntax cannot write is not in it: sparse initializers.
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
    this.tokens.list('>', () => {
      const field = this.field();
      if (field === 'ir_version') model.irVersion = this.integer();
      else if (field === 'model_version') model.modelVersion = this.integer();
      else if (field === 'producer_name') model.producerName = readName(this.tokens);
      else if (field === 'producer_version') model.producerVersion = readName(this.tokens);
      else if (field === 'domain') model.domain = readName(this.tokens);
      else if (field === 'doc_string') model.docString = readName(this.tokens);
      else if (field === 'opset_import')
        model.opsetImport = create(ModelProtoSchema, { opsetImport: this.opsets() }).opsetImport;
      else if (field === 'metadata_props') {
        const props = readPairs(this.tokens, () => readName(this.tokens));
        model.metadataProps = create(ModelProtoSchema, {
          metadataProps: props.map(([key, value]) => ({ key, value })),
        }).metadataProps;
      } else this.tokens.fail(`“${field}” is no field of a model`);
    });
    const functions: FunctionInit[] = [];
    const graph = this.graph(readName(this.tokens));
    while (this.tokens.peek().kind !== 'end') functions.push(this.localFunction());
    const body = create(ModelProtoSchema, { graph, functions });
    if (body.graph !== undefined) model.graph = body.graph;
    model.functions = body.functions;
    return model;
  }

  private field(): string {
    const field = readWord(this.tokens);
    this.tokens.expect(':');
    return field;
  }

  private opsets(): Opset[] {
    return readPairs(this.tokens, () => this.integer()).map(([domain, version]) => ({ domain, version }));
  }

  private localFunction(): FunctionInit {
    const head = { domain: '', overload: '', docString: '', opsetImport: [] as Opset[] };
    if (this.tokens.take('<')) {
      this.tokens.list('>', () => {
        const field = this.field();
        if (field === 'opset_import') head.opsetImport = this.opsets();
        else if (field === 'domain') head.domain = readName(this.tokens);
        else if (field === 'overload') head.overload = readName(this.tokens);
        else if (field === 'doc_string') head.docString = readName(this.tokens);
        else this.tokens.fail(`“${field}” is no field of a function`);
      });
    }
    const name = readName(this.tokens);
    const attribute: string[] = [];
    const attributeProto: AttributeInit[] = [];
    if (this.tokens.take('<')) {
      this.tokens.list('>', () => {
        const parameter = readName(this.tokens);
        if (this.tokens.isSign(':') || this.tokens.isSign('='))
          attributeProto.push(this.attribute(parameter));
        else attribute.push(parameter);
      });
    }
    const input = this.declarations('(', ')');
    this.tokens.expect('=>');
    const output = this.declarations('(', ')');
    const others = this.tokens.isSign('<') ? this.declarations('<', '>') : [];
    return {
      ...head,
      name,
      attribute,
      attributeProto,
      input: input.map((value) => value.name),
      output: output.map((value) => value.name),
      valueInfo: [...input, ...output, ...others].filter(({ type }) => type !== null).map(valueInfo),
      node: this.nodes(),
    };
  }

  private graph(name: string): GraphInit {
    if (++this.depth > this.maxDepth) {
      throw new AppError('model.tooDeep', `The model nests deeper than ${this.maxDepth} levels.`, {
        limit: this.maxDepth,
      });
    }
    const inputs = this.declarations('(', ')');
    this.tokens.expect('=>');
    const outputs = this.declarations('(', ')');
    const others = this.tokens.isSign('<') ? this.declarations('<', '>') : [];
    const node = this.nodes();
    this.depth--;
    return {
      name,
      input: inputs.map(valueInfo),
      output: outputs.map(valueInfo),
      initializer: [...inputs, ...others].flatMap(({ tensor }) => (tensor === null ? [] : [tensor])),
      valueInfo: others.filter(({ tensor }) => tensor === null).map(valueInfo),
      node,
    };
  }

  /** Values with their types and, where they have one, their content. */
  private declarations(start: string, end: string): readonly Declared[] {
    this.tokens.expect(start);
    return this.tokens.list(end, () => {
      const type = isType(this.tokens) ? this.type() : null;
      const name = readName(this.tokens);
      if (!this.tokens.take('=')) return { name, type, tensor: null };
      return type === null
        ? this.tokens.fail(`data of “${name}” needs a type`)
        : { name, type, tensor: readTensorData(this.tokens, name, type) };
    });
  }

  private nodes(): NodeInit[] {
    const nodes: NodeInit[] = [];
    this.tokens.expect('{');
    while (!this.tokens.take('}')) nodes.push(this.node());
    return nodes;
  }

  private node(): NodeInit {
    let label = '';
    if (this.tokens.take('[')) {
      if (!this.tokens.isSign(']')) label = readName(this.tokens);
      this.tokens.expect(']');
    }
    const output = readNames(this.tokens, '=');
    const path = this.operator();
    const domainEnd = path.lastIndexOf('.');
    const overload = this.tokens.take(':') ? readWord(this.tokens) : '';
    const before = this.attributes();
    this.tokens.expect('(');
    const input = readNames(this.tokens, ')');
    return {
      name: label,
      output,
      input,
      domain: path.slice(0, Math.max(0, domainEnd)),
      opType: path.slice(domainEnd + 1),
      overload,
      attribute: [...before, ...this.attributes()],
    };
  }

  /** An operator behind its domain. Domains are printed as they are, versions and hyphens in them. */
  private operator(): string {
    let path = readWord(this.tokens);
    for (;;) {
      const { kind, text } = this.tokens.peek();
      const isPart = kind === 'word' || kind === 'number' || text === '.' || text === '-';
      if (!isPart || kind === 'text') return path;
      path += this.tokens.next().text;
    }
  }

  private attributes(): AttributeInit[] {
    return this.tokens.take('<') ? this.tokens.list('>', () => this.attribute(readName(this.tokens))) : [];
  }

  private attribute(name: string): AttributeInit {
    let typeName: AttributeTypeName | null = null;
    if (this.tokens.take(':')) {
      const written = readWord(this.tokens).toUpperCase();
      if (!(written in AttributeType)) this.tokens.fail(`“${written}” is no type of an attribute`);
      typeName = written as AttributeTypeName;
    }
    this.tokens.expect('=');
    if (this.tokens.take('@'))
      return { name, refAttrName: readName(this.tokens), type: AttributeType[typeName ?? 'UNDEFINED'] };
    const isList = this.tokens.take('[');
    const values = isList ? this.tokens.list(']', () => this.single()) : [this.single()];
    const base = typeName?.replace(/S$/, '') ?? this.guess(values);
    const numbers = values.flatMap((value) => (value.kind === 'number' ? [value.text] : []));
    const texts = values.flatMap((value) => (value.kind === 'text' ? [encode(value.text)] : []));
    const tensors = values.flatMap((value) => (value.kind === 'tensor' ? [value.tensor] : []));
    const graphs = values.flatMap((value) => (value.kind === 'graph' ? [value.graph] : []));
    const types = values.flatMap((value) => (value.kind === 'type_proto' ? [value.type] : []));
    const only = <Value>(found: readonly Value[]): Value =>
      found.length === values.length && found[0] !== undefined
        ? found[0]
        : this.tokens.fail(`the value of “${name}” does not fit its type`);
    const all = <Value>(found: Value[]): Value[] => {
      if (found.length !== values.length) this.tokens.fail(`a value of “${name}” does not fit its type`);
      return found;
    };
    const whole = (text: string): bigint => toInteger(this.tokens, text);
    switch (base) {
      case 'INT':
        return isList
          ? { name, type: AttributeType.INTS, ints: all(numbers).map(whole) }
          : { name, type: AttributeType.INT, i: whole(only(numbers)) };
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
      case 'TYPE_PROTO':
        return isList
          ? { name, type: AttributeType.TYPE_PROTOS, typeProtos: all(types) }
          : { name, type: AttributeType.TYPE_PROTO, tp: only(types) };
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
    if (isNumber(this.tokens)) return { kind: 'number', text: this.tokens.next().text };
    if (isType(this.tokens)) return this.typeOrTensor();
    const { kind, text } = this.tokens.peek();
    if (kind !== 'text' && kind !== 'word') return this.tokens.fail('a value is expected');
    this.tokens.next();
    // A graph whose name is no word is quoted.
    return kind === 'text' && !this.tokens.isSign('(')
      ? { kind, text }
      : { kind: 'graph', graph: this.graph(text) };
  }

  private typeOrTensor(): Single {
    const type = this.type();
    const { kind } = this.tokens.peek();
    const name = kind === 'word' || kind === 'text' ? readName(this.tokens) : '';
    const isTensor = this.tokens.take('=') || name !== '' || isTensorData(this.tokens);
    return isTensor
      ? { kind: 'tensor', tensor: readTensorData(this.tokens, name, type) }
      : { kind: 'type_proto', type };
  }

  private type(): TypeInit {
    return readType(this.tokens, this.maxDepth);
  }

  private integer(): bigint {
    return toInteger(this.tokens, this.tokens.next().text);
  }
}

function valueInfo({ name, type }: Declared): { name: string; type?: TypeInit } {
  return type === null ? { name } : { name, type };
}

function encode(text: string): Uint8Array<ArrayBuffer> {
  return getTextEncoding().encodeUtf8(text);
}

// Shapes and types of ONNX operators, onnx/docs/Operators.md
import type { AttributeValue, GraphNode } from '../modelGraph.ts';
import type { Dimension, DType, Shape } from '../valueType.ts';
import { axisOf, broadcast, type KnownShape, product, reshaped, sum, windowedSize } from './dimensions.ts';

/** What is known of a value while shapes are worked out. */
export interface Known {
  readonly dtype: DType | null;
  readonly shape: Shape;
  /** Content of a small vector or scalar of whole numbers, such as a shape; null when it is not known. */
  readonly content: KnownShape | null;
}

/** A node with what is known of its inputs. */
export interface RuleInput {
  readonly node: GraphNode;
  readonly inputs: readonly (Known | null)[];
  /** Operator set of the node's domain. */
  readonly opset: number;
  /** The constant of a tensor attribute. */
  readonly constant: (attribute: string) => Known | null;
}

type Rule = (input: RuleInput) => readonly Known[];

const value = (dtype: DType | null, shape: Shape, content: KnownShape | null = null): Known => ({
  dtype,
  shape,
  content,
});
const unknown = value(null, null);

function attribute(input: RuleInput, name: string): AttributeValue | null {
  return input.node.attributes.find((candidate) => candidate.name === name)?.value ?? null;
}

function int(input: RuleInput, name: string, fallback: number): number {
  const found = attribute(input, name);
  return found?.kind === 'int' ? found.value : fallback;
}

function ints(input: RuleInput, name: string): readonly number[] | null {
  const found = attribute(input, name);
  return found?.kind === 'ints' && found.length === found.values.length ? found.values : null;
}

function text(input: RuleInput, name: string, fallback: string): string {
  const found = attribute(input, name);
  return found?.kind === 'string' ? found.value : fallback;
}

const at = (input: RuleInput, index: number): Known => input.inputs[index] ?? unknown;

/** Whole numbers given as an attribute in old operator sets and as an input in new ones. */
function listOf(input: RuleInput, name: string, index: number): KnownShape | null {
  return ints(input, name) ?? input.inputs[index]?.content ?? null;
}

const same: Rule = (input) => [value(at(input, 0).dtype, at(input, 0).shape)];
const dropout: Rule = (input) => [
  value(at(input, 0).dtype, at(input, 0).shape),
  value('bool', at(input, 0).shape),
];
const isTrue: Rule = (input) => [value('bool', at(input, 0).shape)];

const layerNormalization: Rule = (input) => {
  const { shape, dtype } = at(input, 0);
  const axis = shape === null ? null : axisOf(int(input, 'axis', -1), shape.length);
  const statistics =
    shape === null || axis === null ? null : shape.map((size, index) => (index < axis ? size : 1));
  return [value(dtype, shape), value('float32', statistics), value('float32', statistics)];
};

const binary =
  (dtype: DType | null): Rule =>
  (input) => {
    const shape = input.inputs.map((known) => known?.shape ?? null).reduce((a, b) => broadcast(a, b));
    return [value(dtype ?? at(input, 0).dtype, shape)];
  };

const conv: Rule = (input) => {
  const { shape, dtype } = at(input, 0);
  const weights = at(input, 1).shape;
  if (shape === null) return [value(dtype, null)];
  const kernel = ints(input, 'kernel_shape') ?? weights?.slice(2) ?? [];
  return [value(dtype, [shape[0] ?? null, weights?.[0] ?? null, ...windowed(input, shape, kernel)])];
};

const convTranspose: Rule = (input) => {
  const { shape, dtype } = at(input, 0);
  const weights = at(input, 1).shape;
  if (shape === null) return [value(dtype, null)];
  const group = int(input, 'group', 1);
  const channels = weights?.[1];
  const spatial = shape.slice(2).map((size, axis): Dimension => {
    const kernel = (ints(input, 'kernel_shape') ?? weights?.slice(2) ?? [])[axis];
    const stride = ints(input, 'strides')?.[axis] ?? 1;
    const pads = ints(input, 'pads');
    if (typeof size !== 'number' || typeof kernel !== 'number' || ints(input, 'output_shape') !== null)
      return null;
    if (text(input, 'auto_pad', 'NOTSET').startsWith('SAME')) return size * stride;
    const padding = (pads?.[axis] ?? 0) + (pads?.[axis + shape.length - 2] ?? 0);
    const extent = (ints(input, 'dilations')?.[axis] ?? 1) * (kernel - 1) + 1;
    return stride * (size - 1) + (ints(input, 'output_padding')?.[axis] ?? 0) + extent - padding;
  });
  return [
    value(dtype, [shape[0] ?? null, typeof channels === 'number' ? channels * group : null, ...spatial]),
  ];
};

const pool: Rule = (input) => {
  const { shape, dtype } = at(input, 0);
  const kernel = ints(input, 'kernel_shape');
  if (shape === null || kernel === null) return [value(dtype, null), value('int64', null)];
  const pooled = [...shape.slice(0, 2), ...windowed(input, shape, kernel)];
  return [value(dtype, pooled), value('int64', pooled)];
};

function windowed(input: RuleInput, shape: KnownShape, kernel: KnownShape): readonly Dimension[] {
  const pads = ints(input, 'pads');
  const rank = shape.length - 2;
  return shape.slice(2).map((size, axis) =>
    windowedSize(size, {
      kernel: kernel[axis] ?? null,
      stride: ints(input, 'strides')?.[axis] ?? 1,
      dilation: ints(input, 'dilations')?.[axis] ?? 1,
      padBegin: pads?.[axis] ?? 0,
      padEnd: pads?.[axis + rank] ?? 0,
      autoPad: text(input, 'auto_pad', 'NOTSET'),
      ceil: int(input, 'ceil_mode', 0) === 1,
    }),
  );
}

const globalPool: Rule = (input) => {
  const { shape, dtype } = at(input, 0);
  return [value(dtype, shape === null ? null : shape.map((size, axis) => (axis < 2 ? size : 1)))];
};

const concat: Rule = (input) => {
  const shapes = input.inputs.map((known) => known?.shape ?? null);
  const dtype = at(input, 0).dtype;
  const contents = input.inputs.map((known) => known?.content ?? null);
  const content = contents.every((list) => list !== null) ? contents.flat() : null;
  const [first] = shapes;
  if (first === undefined || first === null || shapes.some((shape) => shape === null))
    return [value(dtype, null, content)];
  const axis = axisOf(int(input, 'axis', 1), first.length);
  if (axis === null) return [value(dtype, null, content)];
  const total = sum(shapes.map((shape) => shape?.[axis] ?? null));
  return [
    value(
      dtype,
      first.map((size, index) => (index === axis ? total : size)),
      content,
    ),
  ];
};

const reshape: Rule = (input) => {
  const { shape, dtype, content } = at(input, 0);
  const wanted = listOf(input, 'shape', 1);
  if (wanted === null) {
    const rank = at(input, 1).shape?.[0];
    return [
      value(dtype, typeof rank === 'number' && rank <= 16 ? Array.from({ length: rank }, () => null) : null),
    ];
  }
  return [value(dtype, reshaped(shape, wanted, int(input, 'allowzero', 0) === 1), content)];
};

const transpose: Rule = (input) => {
  const { shape, dtype } = at(input, 0);
  if (shape === null) return [value(dtype, null)];
  const order = ints(input, 'perm') ?? shape.map((_, axis) => shape.length - 1 - axis);
  return [
    value(
      dtype,
      order.map((axis) => shape[axis] ?? null),
    ),
  ];
};

const flatten: Rule = (input) => {
  const { shape, dtype } = at(input, 0);
  if (shape === null) return [value(dtype, [null, null])];
  const wanted = int(input, 'axis', 1);
  const axis = wanted < 0 ? wanted + shape.length : wanted;
  return [value(dtype, [product(shape.slice(0, axis)), product(shape.slice(axis))])];
};

const gemm: Rule = (input) => {
  const [a, b] = [at(input, 0), at(input, 1)];
  const rows = a.shape?.[int(input, 'transA', 0) === 1 ? 1 : 0] ?? null;
  const columns = b.shape?.[int(input, 'transB', 0) === 1 ? 0 : 1] ?? null;
  return [value(a.dtype, [rows, columns])];
};

const matMul: Rule = (input) => {
  const [a, b] = [at(input, 0), at(input, 1)];
  if (a.shape === null || b.shape === null || a.shape.length === 0 || b.shape.length === 0)
    return [value(a.dtype, null)];
  const left = a.shape.length === 1 ? [1, ...a.shape] : a.shape;
  const right = b.shape.length === 1 ? [...b.shape, 1] : b.shape;
  const batch = broadcast(left.slice(0, -2), right.slice(0, -2)) ?? [];
  const rows = a.shape.length === 1 ? [] : [left.at(-2) ?? null];
  const columns = b.shape.length === 1 ? [] : [right.at(-1) ?? null];
  return [value(a.dtype, [...batch, ...rows, ...columns])];
};

const resize: Rule = (input) => {
  const { shape, dtype } = at(input, 0);
  // Sizes are the last input; scales are numbers that need not be whole, and are read only where they are.
  const sizes = input.node.opType === 'Upsample' ? null : (input.inputs[3]?.content ?? null);
  const scales = input.inputs[input.node.opType === 'Upsample' || input.opset < 11 ? 1 : 2]?.content ?? null;
  if (shape === null) return [value(dtype, null)];
  if (sizes?.length === shape.length) return [value(dtype, sizes)];
  return [
    value(
      dtype,
      shape.map((size, axis) => {
        const scale = scales?.[axis];
        if (scale === 1) return size;
        return typeof size === 'number' && typeof scale === 'number' ? Math.floor(size * scale) : null;
      }),
    ),
  ];
};

const unsqueeze: Rule = (input) => {
  const { shape, dtype, content } = at(input, 0);
  const axes = listOf(input, 'axes', 1);
  if (shape === null || axes === null) return [value(dtype, null, content)];
  const rank = shape.length + axes.length;
  const added = new Set(axes.map((axis) => (typeof axis === 'number' ? axisOf(axis, rank) : null)));
  const rest = [...shape];
  const widened = Array.from({ length: rank }, (_, axis): Dimension =>
    added.has(axis) ? 1 : (rest.shift() ?? null),
  );
  return [value(dtype, widened, content)];
};

const squeeze: Rule = (input) => {
  const { shape, dtype, content } = at(input, 0);
  const axes = listOf(input, 'axes', 1);
  if (shape === null) return [value(dtype, null, content)];
  if (axes === null)
    return [value(dtype, input.inputs.length > 1 ? null : shape.filter((size) => size !== 1), content)];
  const removed = new Set(axes.map((axis) => (typeof axis === 'number' ? axisOf(axis, shape.length) : null)));
  return [
    value(
      dtype,
      shape.filter((_, axis) => !removed.has(axis)),
      content,
    ),
  ];
};

const gather: Rule = (input) => {
  const { shape, dtype, content } = at(input, 0);
  const indices = at(input, 1);
  const axis = shape === null ? null : axisOf(int(input, 'axis', 0), shape.length);
  const picked =
    content === null || indices.content === null
      ? null
      : indices.content.map((index) => (typeof index === 'number' ? (content.at(index) ?? null) : null));
  if (shape === null || axis === null || indices.shape === null) return [value(dtype, null, picked)];
  return [value(dtype, [...shape.slice(0, axis), ...indices.shape, ...shape.slice(axis + 1)], picked)];
};

const slice: Rule = (input) => {
  const { shape, dtype, content } = at(input, 0);
  const starts = listOf(input, 'starts', 1);
  const ends = listOf(input, 'ends', 2);
  const axes = listOf(input, 'axes', 3);
  const steps = input.inputs[4]?.content ?? null;
  if (shape === null) return [value(dtype, null)];
  if (starts === null || ends === null || (axes === null && (input.inputs[3] ?? null) !== null)) {
    return [
      value(
        dtype,
        shape.map(() => null),
      ),
    ];
  }
  const sizes = [...shape];
  let cut: KnownShape | null = content;
  starts.forEach((start, index) => {
    const axis = axisOf(Number(axes?.[index] ?? index), shape.length);
    const end = ends[index];
    const step = steps?.[index] ?? 1;
    if (axis === null) return;
    const size = sizes[axis];
    if (typeof size !== 'number' || typeof start !== 'number' || typeof end !== 'number' || step !== 1) {
      sizes[axis] = null;
      cut = null;
      return;
    }
    const clamp = (place: number): number => Math.min(size, Math.max(0, place < 0 ? place + size : place));
    sizes[axis] = Math.max(0, clamp(end) - clamp(start));
    cut = cut?.slice(clamp(start), clamp(end)) ?? null;
  });
  return [value(dtype, sizes, cut)];
};

const reduce: Rule = (input) => {
  const { shape, dtype } = at(input, 0);
  const isArg = input.node.opType.startsWith('Arg');
  const axes = isArg ? [int(input, 'axis', 0)] : listOf(input, 'axes', 1);
  const keeps = int(input, 'keepdims', 1) === 1;
  const type = isArg ? 'int64' : dtype;
  if (shape === null || (axes === null && (input.inputs[1] ?? null) !== null)) return [value(type, null)];
  const reduced = new Set(
    axes === null ? shape.keys() : axes.map((axis) => axisOf(Number(axis), shape.length)),
  );
  return [
    value(
      type,
      keeps
        ? shape.map((size, axis) => (reduced.has(axis) ? 1 : size))
        : shape.filter((_, axis) => !reduced.has(axis)),
    ),
  ];
};

const pad: Rule = (input) => {
  const { shape, dtype } = at(input, 0);
  const pads = listOf(input, 'pads', 1);
  if (shape === null) return [value(dtype, null)];
  const hasAxes = (input.inputs[3] ?? null) !== null;
  if (pads?.length !== shape.length * 2 || hasAxes)
    return [
      value(
        dtype,
        shape.map(() => null),
      ),
    ];
  return [
    value(
      dtype,
      shape.map((size, axis) => {
        const total = sum([pads[axis] ?? null, pads[axis + shape.length] ?? null]);
        if (total === 0) return size;
        return typeof size === 'number' && total !== null ? size + total : null;
      }),
    ),
  ];
};

const split: Rule = (input) => {
  const { shape, dtype } = at(input, 0);
  const axis = shape === null ? null : axisOf(int(input, 'axis', 0), shape.length);
  const parts = listOf(input, 'split', 1);
  const count = input.node.outputs.length;
  return input.node.outputs.map((_, index) => {
    if (shape === null || axis === null) return value(dtype, null);
    const whole = shape[axis];
    const isGiven = parts === null && (input.inputs[1] ?? null) !== null;
    const even =
      typeof whole === 'number' && !isGiven
        ? Math.min(Math.ceil(whole / count), whole - index * Math.ceil(whole / count))
        : null;
    return value(
      dtype,
      shape.map((size, at) => (at === axis ? (parts?.[index] ?? even) : size)),
    );
  });
};

/** Channels that become space, or the other way round for a fraction. */
function blocks(input: RuleInput, factor: number): Known {
  const { shape, dtype } = at(input, 0);
  const scaled = (size: Dimension, by: number): Dimension =>
    typeof size === 'number' ? Math.floor(size * by) : null;
  return value(
    dtype,
    shape?.map((size, axis) =>
      axis === 0 ? size : scaled(size, axis === 1 ? 1 / (factor * factor) : factor),
    ) ?? null,
  );
}

const shapeOf: Rule = (input) => {
  const { shape } = at(input, 0);
  const dims =
    shape?.slice(int(input, 'start', 0), (attribute(input, 'end') as { value?: number } | null)?.value) ??
    null;
  return [value('int64', [dims?.length ?? null], dims)];
};

const cast: Rule = (input) => {
  const { shape, content } = at(input, 0);
  const dtype = castTypes[int(input, 'to', 0)] ?? null;
  return [value(dtype, shape, content)];
};

const castTypes: readonly (DType | null)[] = [
  null,
  'float32',
  'uint8',
  'int8',
  'uint16',
  'int16',
  'int32',
  'int64',
  'string',
  'bool',
  'float16',
  'float64',
  'uint32',
  'uint64',
  'complex64',
  'complex128',
  'bfloat16',
  'float8e4m3fn',
  'float8e4m3fnuz',
  'float8e5m2',
  'float8e5m2fnuz',
  'uint4',
  'int4',
];

const constantOfShape: Rule = (input) => [
  value(input.constant('value')?.dtype ?? 'float32', at(input, 0).content),
];

const expand: Rule = (input) => [
  value(at(input, 0).dtype, broadcast(at(input, 0).shape, at(input, 1).content)),
];

const tile: Rule = (input) => {
  const { shape, dtype } = at(input, 0);
  const repeats = at(input, 1).content;
  return [value(dtype, shape?.map((size, axis) => product([size, repeats?.[axis] ?? null])) ?? null)];
};

const topK: Rule = (input) => {
  const { shape, dtype } = at(input, 0);
  const axis = shape === null ? null : axisOf(int(input, 'axis', -1), shape.length);
  const k = attribute(input, 'k') === null ? (at(input, 1).content?.[0] ?? null) : int(input, 'k', 0);
  const taken =
    shape === null || axis === null ? null : shape.map((size, index) => (index === axis ? k : size));
  return [value(dtype, taken), value('int64', taken)];
};

const where: Rule = (input) => [
  value(at(input, 1).dtype, broadcast(broadcast(at(input, 0).shape, at(input, 1).shape), at(input, 2).shape)),
];

const roiAlign: Rule = (input) => [
  value(at(input, 0).dtype, [
    at(input, 1).shape?.[0] ?? null,
    at(input, 0).shape?.[1] ?? null,
    int(input, 'output_height', 1),
    int(input, 'output_width', 1),
  ]),
];

const quantize: Rule = (input) => [value(at(input, 2).dtype ?? 'uint8', at(input, 0).shape)];
const dequantize: Rule = (input) => [value(at(input, 1).dtype ?? 'float32', at(input, 0).shape)];

const names = (text: string): readonly string[] => text.split(' ');
const entries = (all: readonly string[], rule: Rule): readonly (readonly [string, Rule])[] =>
  all.map((name) => [name, rule]);

/** Rules by operator of ai.onnx. */
export const onnxRules: ReadonlyMap<string, Rule> = new Map<string, Rule>([
  ...entries(
    names(
      'Relu LeakyRelu PRelu Sigmoid Tanh Elu Selu Celu HardSigmoid HardSwish Softplus Softsign Softmax LogSoftmax Hardmax Clip Abs Neg Exp Log Sqrt Reciprocal Floor Ceil Round Sign Sin Cos Tan Asin Acos Atan Sinh Cosh Erf Gelu Mish ThresholdedRelu BatchNormalization InstanceNormalization GroupNormalization LpNormalization LRN Identity Not CumSum ScatterND ScatterElements Scatter Trilu MeanVarianceNormalization',
    ),
    same,
  ),
  ...entries(names('IsNaN IsInf'), isTrue),
  ...entries(names('Add Sub Mul Div Pow Mod Min Max Sum Mean BitShift'), binary(null)),
  ...entries(names('Equal Less LessOrEqual Greater GreaterOrEqual And Or Xor'), binary('bool')),
  ...entries(
    names(
      'ReduceMean ReduceSum ReduceMax ReduceMin ReduceProd ReduceL1 ReduceL2 ReduceLogSum ReduceLogSumExp ReduceSumSquare ArgMax ArgMin',
    ),
    reduce,
  ),
  ...entries(names('MaxPool AveragePool LpPool'), pool),
  ...entries(names('GlobalAveragePool GlobalMaxPool GlobalLpPool'), globalPool),
  ...entries(names('Resize Upsample'), resize),
  ['Dropout', dropout],
  ['LayerNormalization', layerNormalization],
  ['GatherElements', (input) => [value(at(input, 0).dtype, at(input, 1).shape)]],
  ['DepthToSpace', (input) => [blocks(input, int(input, 'blocksize', 1))]],
  ['SpaceToDepth', (input) => [blocks(input, 1 / int(input, 'blocksize', 1))]],
  ['Conv', conv],
  ['ConvTranspose', convTranspose],
  ['Concat', concat],
  ['Reshape', reshape],
  ['Transpose', transpose],
  ['Flatten', flatten],
  ['Gemm', gemm],
  ['MatMul', matMul],
  ['Unsqueeze', unsqueeze],
  ['Squeeze', squeeze],
  ['Gather', gather],
  ['Slice', slice],
  ['Pad', pad],
  ['Split', split],
  ['Shape', shapeOf],
  ['Size', () => [value('int64', [])]],
  ['Cast', cast],
  ['ConstantOfShape', constantOfShape],
  ['Constant', (input) => [input.constant('value') ?? scalarConstant(input)]],
  ['Expand', expand],
  ['Tile', tile],
  ['TopK', topK],
  ['Where', where],
  ['NonZero', (input) => [value('int64', [at(input, 0).shape?.length ?? null, null])]],
  ['NonMaxSuppression', () => [value('int64', [null, 3])]],
  ['RoiAlign', roiAlign],
  ['Range', (input) => [value(at(input, 0).dtype, [null])]],
  ['QuantizeLinear', quantize],
  ['DequantizeLinear', dequantize],
]);

/** Constants whose value stands in a plain attribute. */
function scalarConstant(input: RuleInput): Known {
  const [found] = input.node.attributes;
  switch (found?.value.kind) {
    case 'int':
      return value('int64', [], [found.value.value]);
    case 'ints':
      return value(
        'int64',
        [found.value.length],
        found.value.length === found.value.values.length ? found.value.values : null,
      );
    case 'float':
      return value('float32', []);
    case 'floats':
      return value('float32', [found.value.length]);
    default:
      return unknown;
  }
}

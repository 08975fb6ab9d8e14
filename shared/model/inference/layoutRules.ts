// ONNX operators that keep, join, cut or turn tensors, onnx/docs/Operators.md
import type { Dimension, DType } from '../valueType.ts';
import { axisOf, broadcast, type KnownShape, product, reshaped, sum } from './dimensions.ts';
import {
  at,
  attribute,
  int,
  ints,
  listOf,
  value,
  type Known,
  type Rule,
  type RuleInput,
} from './ruleInput.ts';

/** The first input, unchanged in type and shape. */
export const same: Rule = (input) => [value(at(input, 0).dtype, at(input, 0).shape)];
/** The input, and a mask of its shape. */
export const dropout: Rule = (input) => [
  value(at(input, 0).dtype, at(input, 0).shape),
  value('bool', at(input, 0).shape),
];
/** A truth value for each element. */
export const isTrue: Rule = (input) => [value('bool', at(input, 0).shape)];

/** The input, and statistics over the axes from `axis` on. */
export const layerNormalization: Rule = (input) => {
  const { shape, dtype } = at(input, 0);
  const axis = shape === null ? null : axisOf(int(input, 'axis', -1), shape.length);
  const statistics =
    shape === null || axis === null ? null : shape.map((size, index) => (index < axis ? size : 1));
  return [value(dtype, shape), value('float32', statistics), value('float32', statistics)];
};

/** Two or more values, broadcast; `dtype` is that of the result where it is not the first's. */
export const binary =
  (dtype: DType | null): Rule =>
  (input) => {
    const shape = input.inputs.map((known) => known?.shape ?? null).reduce((a, b) => broadcast(a, b));
    return [value(dtype ?? at(input, 0).dtype, shape)];
  };

/** Inputs one after the other along an axis. */
export const concat: Rule = (input) => {
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

/** The same elements in another shape. */
export const reshape: Rule = (input) => {
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

/** Axes in another order. */
export const transpose: Rule = (input) => {
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

/** A matrix, cut at an axis. */
export const flatten: Rule = (input) => {
  const { shape, dtype } = at(input, 0);
  if (shape === null) return [value(dtype, [null, null])];
  const wanted = int(input, 'axis', 1);
  const axis = wanted < 0 ? wanted + shape.length : wanted;
  return [value(dtype, [product(shape.slice(0, axis)), product(shape.slice(axis))])];
};

/** A matrix product with transposed inputs. */
export const gemm: Rule = (input) => {
  const [a, b] = [at(input, 0), at(input, 1)];
  const rows = a.shape?.[int(input, 'transA', 0) === 1 ? 1 : 0] ?? null;
  const columns = b.shape?.[int(input, 'transB', 0) === 1 ? 0 : 1] ?? null;
  return [value(a.dtype, [rows, columns])];
};

/** A matrix product over the last two axes. */
export const matMul: Rule = (input) => {
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

/** Axes of size 1 put in. */
export const unsqueeze: Rule = (input) => {
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

/** Axes of size 1 taken out. */
export const squeeze: Rule = (input) => {
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

/** Entries along an axis, by index. */
export const gather: Rule = (input) => {
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

/** A part of each axis. */
export const slice: Rule = (input) => {
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

/** Axes reduced to one value. */
export const reduce: Rule = (input) => {
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

/** Borders added. */
export const pad: Rule = (input) => {
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

/** Parts along an axis. */
export const split: Rule = (input) => {
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
export function blocks(input: RuleInput, factor: number): Known {
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

/** The shape, as a vector. */
export const shapeOf: Rule = (input) => {
  const { shape } = at(input, 0);
  const dims =
    shape?.slice(int(input, 'start', 0), (attribute(input, 'end') as { value?: number } | null)?.value) ??
    null;
  return [value('int64', [dims?.length ?? null], dims)];
};

/** The same elements as another type. */
export const cast: Rule = (input) => {
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

/** A constant in the shape that the input names. */
export const constantOfShape: Rule = (input) => [
  value(input.constant('value')?.dtype ?? 'float32', at(input, 0).content),
];

/** The input broadcast to a shape. */
export const expand: Rule = (input) => [
  value(at(input, 0).dtype, broadcast(at(input, 0).shape, at(input, 1).content)),
];

/** The input repeated. */
export const tile: Rule = (input) => {
  const { shape, dtype } = at(input, 0);
  const repeats = at(input, 1).content;
  return [value(dtype, shape?.map((size, axis) => product([size, repeats?.[axis] ?? null])) ?? null)];
};

/** The largest entries along an axis, and where they were. */
export const topK: Rule = (input) => {
  const { shape, dtype } = at(input, 0);
  const axis = shape === null ? null : axisOf(int(input, 'axis', -1), shape.length);
  const k = attribute(input, 'k') === null ? (at(input, 1).content?.[0] ?? null) : int(input, 'k', 0);
  const taken =
    shape === null || axis === null ? null : shape.map((size, index) => (index === axis ? k : size));
  return [value(dtype, taken), value('int64', taken)];
};

/** One of two values for each element. */
export const where: Rule = (input) => [
  value(at(input, 1).dtype, broadcast(broadcast(at(input, 0).shape, at(input, 1).shape), at(input, 2).shape)),
];

/** The input in the type of its zero point. */
export const quantize: Rule = (input) => [value(at(input, 2).dtype ?? 'uint8', at(input, 0).shape)];
/** The input in the type of its scale. */
export const dequantize: Rule = (input) => [value(at(input, 1).dtype ?? 'float32', at(input, 0).shape)];

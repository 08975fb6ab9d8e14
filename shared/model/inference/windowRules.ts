// ONNX operators that move a window, and those that resize, onnx/docs/Operators.md
import type { Dimension } from '../valueType.ts';
import { type KnownShape, windowedSize } from './dimensions.ts';
import { at, int, ints, text, value, type Rule, type RuleInput } from './ruleInput.ts';

/** A convolution. */
export const conv: Rule = (input) => {
  const { shape, dtype } = at(input, 0);
  const weights = at(input, 1).shape;
  if (shape === null) return [value(dtype, null)];
  const kernel = ints(input, 'kernel_shape') ?? weights?.slice(2) ?? [];
  return [value(dtype, [shape[0] ?? null, weights?.[0] ?? null, ...windowed(input, shape, kernel)])];
};

/** A transposed convolution. */
export const convTranspose: Rule = (input) => {
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

/** A window over each axis but the first two. */
export const pool: Rule = (input) => {
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

/** Every axis but the first two reduced to one. */
export const globalPool: Rule = (input) => {
  const { shape, dtype } = at(input, 0);
  return [value(dtype, shape === null ? null : shape.map((size, axis) => (axis < 2 ? size : 1)))];
};

/** Axes scaled, or brought to given sizes. */
export const resize: Rule = (input) => {
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

/** A crop for each region. */
export const roiAlign: Rule = (input) => [
  value(at(input, 0).dtype, [
    at(input, 1).shape?.[0] ?? null,
    at(input, 0).shape?.[1] ?? null,
    int(input, 'output_height', 1),
    int(input, 'output_width', 1),
  ]),
];

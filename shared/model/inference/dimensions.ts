import type { Dimension, Shape } from '../valueType.ts';

/** A shape whose rank is known. */
export type KnownShape = readonly Dimension[];

/** The size of an axis after a window has gone over it; null when a part of it is not known. */
export function windowedSize(
  size: Dimension,
  window: {
    readonly kernel: Dimension;
    readonly stride: number;
    readonly dilation: number;
    readonly padBegin: number;
    readonly padEnd: number;
    readonly autoPad: string;
    readonly ceil: boolean;
  },
): Dimension {
  const { kernel, stride, dilation, autoPad } = window;
  if (typeof kernel !== 'number') return null;
  const extent = dilation * (kernel - 1) + 1;
  const total = window.padBegin + window.padEnd;
  // A window that changes nothing keeps the name of an open size.
  if (stride === 1 && (autoPad.startsWith('SAME') || extent - 1 === total)) return size;
  if (typeof size !== 'number') return null;
  if (autoPad.startsWith('SAME')) return Math.ceil(size / stride);
  const padded = autoPad === 'VALID' ? size : size + total;
  const steps = (padded - extent) / stride;
  return Math.max(0, (window.ceil ? Math.ceil(steps) : Math.floor(steps)) + 1);
}

/** Two shapes combined as NumPy broadcasts them; null when either is not known. */
export function broadcast(a: Shape, b: Shape): Shape {
  if (a === null || b === null) return null;
  const rank = Math.max(a.length, b.length);
  return Array.from({ length: rank }, (_, index) => {
    const left = index - (rank - a.length) >= 0 ? (a[index - (rank - a.length)] ?? null) : 1;
    const right = index - (rank - b.length) >= 0 ? (b[index - (rank - b.length)] ?? null) : 1;
    if (left === 1) return right;
    if (right === 1 || left === right) return left;
    // An open size next to a fixed one can only be that size, or one.
    if (typeof left === 'number') return left;
    return typeof right === 'number' ? right : null;
  });
}

/** An axis counted from the end becomes one from the start; null when the shape has no such axis. */
export function axisOf(axis: number, rank: number): number | null {
  const from = axis < 0 ? axis + rank : axis;
  return Number.isInteger(from) && from >= 0 && from < rank ? from : null;
}

/** The product of dimensions; null when one is open. */
export function product(dimensions: KnownShape): number | null {
  let result = 1;
  for (const dimension of dimensions) {
    if (typeof dimension !== 'number') return null;
    result *= dimension;
  }
  return result;
}

/** The sum of sizes along one axis; null when one is open. */
export function sum(dimensions: KnownShape): number | null {
  let result = 0;
  for (const dimension of dimensions) {
    if (typeof dimension !== 'number') return null;
    result += dimension;
  }
  return result;
}

/** What Reshape makes of a shape: 0 copies an axis, -1 takes what is left. */
export function reshaped(input: Shape, wanted: KnownShape, allowZero: boolean): KnownShape {
  const copied = wanted.map((size, axis) => (size === 0 && !allowZero ? (input?.[axis] ?? null) : size));
  const open = copied.indexOf(-1);
  if (open === -1) return copied;
  const others = copied.filter((_, axis) => axis !== open);
  const rest = product(others);
  const whole = input === null ? null : product(input);
  if (rest !== null && whole !== null && rest > 0 && whole % rest === 0)
    return copied.map((size, axis) => (axis === open ? whole / rest : size));
  return copied.map((size, axis) => (axis === open ? null : size));
}

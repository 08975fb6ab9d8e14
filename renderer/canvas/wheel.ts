/** What a turn of the wheel asks for. */
export type WheelIntent =
  | { readonly kind: 'zoom'; readonly factor: number }
  | { readonly kind: 'pan'; readonly dx: number; readonly dy: number };

export interface WheelInput {
  readonly deltaX: number;
  readonly deltaY: number;
  /** As in `WheelEvent`: 0 pixels, 1 lines, 2 pages. */
  readonly deltaMode: number;
  readonly shift: boolean;
  /** Ctrl or Cmd; a pinch on a touchpad arrives as a wheel with Ctrl. */
  readonly command: boolean;
}

const pixelsPerUnit = [1, 24, 400];
/** A notch of a mouse (100 to 120 pixels) zooms by about a fifth. */
const perPixel = 0.0016;
/** A pinch sends small figures. */
const perPinchPixel = 0.01;

/**
 * The wheel zooms and Shift with the wheel goes sideways, as in CVAT. A touchpad's mostly sideways stroke goes
 * sideways too.
 */
export function readWheel({ deltaX, deltaY, deltaMode, shift, command }: WheelInput): WheelIntent {
  const unit = pixelsPerUnit[deltaMode] ?? 1;
  const dx = deltaX * unit;
  const dy = deltaY * unit;
  // With Shift, some systems send the turn as deltaX already.
  if (shift && !command) return { kind: 'pan', dx: -(dx === 0 ? dy : dx), dy: 0 };
  if (!command && Math.abs(dx) > Math.abs(dy)) return { kind: 'pan', dx: -dx, dy: 0 };
  const isPinch = command && Math.abs(dy) < 50;
  const exponent = -dy * (isPinch ? perPinchPixel : perPixel);
  return { kind: 'zoom', factor: Math.exp(Math.min(1, Math.max(-1, exponent))) };
}

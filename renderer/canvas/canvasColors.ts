import type { CanvasBox } from '#renderer/stores/annotationSession.ts';

/** The colours of marks that lie on an image. */
export interface CanvasColors {
  readonly states: Readonly<Record<CanvasBox['state'], string>>;
  /** Text on a filled chip. */
  readonly chipText: string;
  readonly accent: string;
  /** Inside of a handle. */
  readonly handle: string;
  readonly crosshair: string;
  /** A place to look at. */
  readonly mark: string;
  readonly edge: string;
}

/**
 * Marks lie on the image, not on the window: paper stays white in the dark theme. So they go by how light the image is.
 * Lines have at least 3 : 1 against their ground and text 4.5 : 1 on its chip (WCAG 2; amber 5.0, green 5.0, blue 6.7,
 * violet 7.0 on white).
 */
const onLight: CanvasColors = {
  states: { detected: '#b45309', accepted: '#15803d', drawn: '#1d4ed8', corrected: '#7e22ce' },
  chipText: '#ffffff',
  accent: '#4f46e5',
  handle: '#ffffff',
  crosshair: 'rgb(79 70 229 / 60%)',
  mark: '#b91c1c',
  edge: 'rgb(60 60 70 / 35%)',
};

const onDark: CanvasColors = {
  states: { detected: '#f5a623', accepted: '#4ade80', drawn: '#60a5fa', corrected: '#c084fc' },
  chipText: '#131316',
  accent: '#a5b4fc',
  handle: '#1c1c20',
  crosshair: 'rgb(165 180 252 / 60%)',
  mark: '#fca5a5',
  edge: 'rgb(200 200 210 / 35%)',
};

/** The colours for an image. */
export function canvasColors(ground: 'light' | 'dark'): CanvasColors {
  return ground === 'light' ? onLight : onDark;
}

/** Dashes of a box's line, CSS pixels: what the detector has found is dashed, what a person stands for is solid. */
export function dashesOf(state: CanvasBox['state']): readonly number[] {
  return state === 'detected' ? [5, 3] : [];
}

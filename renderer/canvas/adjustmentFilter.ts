import type { ImageAdjustments } from '#renderer/stores/imageAdjustments.ts';

/** The adjustments as a CSS filter (Filter Effects, section 6); `none` where there is nothing to do. */
export function filterOf({ brightness, contrast, isInverted, threshold }: ImageAdjustments): string {
  const parts: string[] = [];
  if (brightness !== 1) parts.push(`brightness(${brightness})`);
  if (contrast !== 1) parts.push(`contrast(${contrast})`);
  if (threshold !== null) {
    // Contrast turns about one half: the threshold is brought there first.
    parts.push('grayscale(1)', `brightness(${0.5 / Math.max(0.02, threshold)})`, 'contrast(1000)');
  }
  if (isInverted) parts.push('invert(1)');
  return parts.length === 0 ? 'none' : parts.join(' ');
}

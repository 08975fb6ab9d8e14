/** A symbol's name in a project (COCO: category, VOC: name). Ids never change once given. */
export interface Label {
  readonly id: number;
  /** The LaTeX-like name, as in CROHME: `x`, `\alpha`, `\frac`. Unique in the project. */
  readonly name: string;
  /** sRGB, `#rrggbb`. */
  readonly color: string;
  /** How many symbols carry it. */
  readonly usageCount: number;
  /** Taken out of the set: it is given no more, and only seen where boxes still carry it. */
  readonly isRetired: boolean;
}

/**
 * A colour for the label that stands at this place of the set: hues a golden angle apart, so that neighbours differ
 * most, at a lightness that reads on light and dark paper alike.
 *
 * @param index - place in the label set, from 0
 * @returns `#rrggbb`
 */
export function labelColor(index: number): string {
  const hue = (index * 137.508) % 360;
  const saturation = 0.62;
  const lightness = 0.5;
  const amplitude = saturation * Math.min(lightness, 1 - lightness);
  const channel = (offset: number): string => {
    const k = (offset + hue / 30) % 12;
    const value = lightness - amplitude * Math.max(-1, Math.min(k - 3, 9 - k, 1));
    return Math.round(value * 255)
      .toString(16)
      .padStart(2, '0');
  };
  return `#${channel(0)}${channel(8)}${channel(4)}`;
}

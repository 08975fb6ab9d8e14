import { lookAlikesOf } from '../annotation/lookAlikes.ts';
import type { LabelledBox } from './labelledBox.ts';
import type { Scene } from './scene.ts';

/**
 * What a symbol may be instead of its label: the surest of the detector's other readings, or else a look-alike that the
 * formula has elsewhere, since formulas come back to their letters.
 *
 * @param isGood - whether a label would set things right
 * @returns null where nothing speaks for a label
 */
export function otherReading(
  scene: Scene,
  { label, otherReadings = [] }: LabelledBox,
  isGood: (label: string) => boolean,
): string | null {
  const isUsable = (other: string): boolean => other !== label && scene.has(other) && isGood(other);
  const read = otherReadings.find(isUsable);
  if (read !== undefined) return read;
  const inUse = new Set(scene.symbols.map((symbol) => symbol.label));
  return lookAlikesOf(label, scene.lookAlikes).find((other) => isUsable(other) && inUse.has(other)) ?? null;
}

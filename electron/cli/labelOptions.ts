import { InvalidArgumentError } from 'commander';
import { imageStates, type ImageState } from '#shared/dataset/imageAsset.ts';
import { parseRatios, type SplitRatios } from '#shared/dataset/splits.ts';

/** `80/10/10` as ratios. */
export function ratios(text: string): SplitRatios {
  const found = parseRatios(text);
  if (found === null)
    throw new InvalidArgumentError('It has to be shares of train/val/test, as in 80/10/10.');
  return found;
}

/** A seed. */
export function seed(text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 0 || value > 2 ** 32 - 1)
    throw new InvalidArgumentError('It has to be a whole number from 0 to 4294967295.');
  return value;
}

/** States of images; `all` is null. */
export function states(text: string): readonly ImageState[] | null {
  if (text === 'all') return null;
  const names = text.split(',').map((name) => name.trim());
  const found = names.flatMap((name) => imageStates.find((state) => state === name) ?? []);
  if (found.length !== names.length)
    throw new InvalidArgumentError(`It has to be some of ${imageStates.join(', ')}, or all.`);
  return found;
}

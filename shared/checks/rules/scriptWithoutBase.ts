import { isDigit, isLetter, middleX, middleY, type Scene } from '../scene.ts';
import type { Suspicion } from '../suspicion.ts';

/** A prime has to stand right after something that is taller. */
export function scriptWithoutBase(scene: Scene): readonly Suspicion[] {
  const { symbols, size } = scene;
  return symbols
    .filter(({ label }) => label === '\\prime' || label === "'")
    .flatMap((prime): readonly Suspicion[] => {
      const hasBase = scene
        .near(prime.box.x - size, prime.box.x)
        .some(
          ({ label, box }) =>
            (isDigit(label) || isLetter(label) || label === ')' || label === ']' || label === '\\prime') &&
            box !== prime.box &&
            middleX(box) < middleX(prime.box) &&
            prime.box.x - box.x - box.width < 0.9 * size &&
            Math.abs(middleY(box) - middleY(prime.box)) < 1.2 * size,
        );
      if (hasBase) return [];
      const label = scene.has('1') ? '1' : null;
      const fix =
        label !== null && prime.box.height > 0.5 * size
          ? ({ kind: 'relabel', id: prime.id, label } as const)
          : ({ kind: 'delete', id: prime.id } as const);
      return [
        { rule: 'scriptWithoutBase', ids: [prime.id], box: prime.box, values: { label: prime.label }, fix },
      ];
    });
}
